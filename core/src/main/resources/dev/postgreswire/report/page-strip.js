// The strip of time: how much happened when, in the colours of the phases, errors in red; a click goes there.

const HEIGHT = 34;

export class Strip {
  constructor(canvas, recording, view, goTo) {
    this.canvas = canvas;
    this.recording = recording;
    this.view = view;
    this.selected = -1;
    this.hovered = -1;
    canvas.addEventListener('click', event => goTo(this.at(event.offsetX)));
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  x(nanos, width) {
    return this.recording.duration ? 1 + (nanos / this.recording.duration) * (width - 3) : 1;
  }

  /** Returns the message that is nearest to a place. */
  at(x) {
    const { messages } = this.recording;
    const nanos = ((x - 1) / Math.max(1, this.canvas.clientWidth - 3)) * this.recording.duration;
    let best = -1;
    for (let m = 0; m < messages.count; m++) {
      const shown = !this.view.conn || messages.exchange[m].conn === this.view.conn;
      if (shown && (best < 0 || Math.abs(messages.time[m] - nanos) < Math.abs(messages.time[best] - nanos))) {
        best = m;
      }
    }
    return best;
  }

  mark(selected, hovered) {
    this.selected = selected;
    this.hovered = hovered;
    this.draw();
  }

  /** Counts the messages of each pixel by the letter of their phase. */
  bins(width) {
    const { messages } = this.recording;
    const bins = Array.from({ length: width }, () => new Map());
    const failed = new Set();
    for (let m = 0; m < messages.count; m++) {
      if (!this.view.conn || messages.exchange[m].conn === this.view.conn) {
        const x = Math.min(width - 1, Math.floor(this.x(messages.time[m], width)));
        const letter = String.fromCharCode(messages.phase[m]);
        bins[x].set(letter, (bins[x].get(letter) ?? 0) + 1);
        if (this.recording.isError(m)) {
          failed.add(x);
        }
      }
    }
    return { bins, failed };
  }

  forget() {
    this.known = null;
    this.draw();
  }

  draw() {
    const width = this.canvas.clientWidth;
    if (!width) {
      return;
    }
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = width * ratio;
    this.canvas.height = HEIGHT * ratio;
    const context = this.canvas.getContext('2d');
    context.scale(ratio, ratio);
    if (this.known?.width !== width) {
      this.known = { width, ...this.bins(width) };
    }
    this.drawBins(context);
    this.drawMark(context, this.hovered, '--muted');
    this.drawMark(context, this.selected, '--ink');
  }

  drawBins(context) {
    const { bins, failed } = this.known;
    const most = Math.max(1, ...bins.map(bin => [...bin.values()].reduce((a, b) => a + b, 0)));
    bins.forEach((bin, x) => {
      let y = HEIGHT;
      const total = [...bin.values()].reduce((a, b) => a + b, 0);
      const height = total ? 4 + (Math.log1p(total) / Math.log1p(most)) * (HEIGHT - 10) : 0;
      for (const [letter, number] of bin) {
        const part = (number / total) * height;
        context.fillStyle = this.colour(`--phase-${letter}`);
        context.fillRect(x, y - part, 2, part);
        y -= part;
      }
    });
    context.fillStyle = this.colour('--phase-E');
    failed.forEach(x => context.fillRect(x - 1, 0, 4, HEIGHT));
  }

  drawMark(context, m, name) {
    if (m >= 0) {
      const x = this.x(this.recording.messages.time[m], this.canvas.clientWidth);
      context.fillStyle = this.colour(name);
      context.fillRect(x - 0.5, 0, 1.5, HEIGHT);
      context.beginPath();
      context.moveTo(x - 4, 0);
      context.lineTo(x + 5, 0);
      context.lineTo(x, 6);
      context.fill();
    }
  }

  /** Returns the colour that the style sheet gives a name in the theme that is shown. */
  colour(name) {
    const probe = this.canvas.previousElementSibling;
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  }
}
