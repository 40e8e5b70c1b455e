// Stands in for the filter until it is there: words, all of which a message's text has to have.

/** Returns what tells whether a message fits: {matches(get), error: null | {position, message}}. */
export function compileFilter(text, fieldsTable) {
  const words = text.toLowerCase().split(/\s+/).filter(word => word !== '');
  const matches = get => {
    const all = get('text').join(' ').toLowerCase();
    return words.every(word => all.includes(word));
  };
  return { matches, error: null, fieldsTable };
}
