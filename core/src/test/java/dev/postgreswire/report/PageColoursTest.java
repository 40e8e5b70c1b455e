package dev.postgreswire.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written can be read in both themes: WCAG 2 asks for a contrast of 4.5 to 1. */
class PageColoursTest {
  private static final Pattern COLOUR =
      Pattern.compile("--([\\w-]+): light-dark\\(#(\\w{6}), #(\\w{6})\\)");
  private static final List<String> GROUNDS = List.of("paper", "panel", "chosen", "near", "found");

  /** How much of its own colour is behind the letter of a phase; see .chip in the style. */
  private static final double CHIP = 0.11;

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void textStandsOutFromWhatItStandsOn(int theme) {
    Map<String, double[]> colours = colours(theme);
    assertThat(colours).containsKeys("ink", "muted", "accent", "phase-Q", "phase-E");
    colours.forEach(
        (name, colour) -> {
          if (name.equals("ink") || name.equals("muted") || name.startsWith("phase-")) {
            for (String ground : GROUNDS) {
              assertThat(contrast(colour, colours.get(ground)))
                  .as("%s on %s in theme %d", name, ground, theme)
                  .isGreaterThanOrEqualTo(4.5);
            }
            assertThat(contrast(colour, mixed(colour, colours.get("paper"))))
                .as("the letter %s in theme %d", name, theme)
                .isGreaterThanOrEqualTo(4.5);
          }
        });
  }

  private static Map<String, double[]> colours(int theme) {
    Map<String, double[]> colours = new LinkedHashMap<>();
    Matcher matcher = COLOUR.matcher(PageTemplate.load().style());
    while (matcher.find()) {
      colours.put(matcher.group(1), rgb(matcher.group(2 + theme)));
    }
    return colours;
  }

  private static double[] rgb(String hex) {
    double[] rgb = new double[3];
    for (int i = 0; i < 3; i++) {
      rgb[i] = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
    }
    return rgb;
  }

  private static double[] mixed(double[] colour, double[] ground) {
    double[] mixed = new double[3];
    for (int i = 0; i < 3; i++) {
      mixed[i] = CHIP * colour[i] + (1 - CHIP) * ground[i];
    }
    return mixed;
  }

  private static double contrast(double[] one, double[] other) {
    double first = luminance(one);
    double second = luminance(other);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(double[] rgb) {
    return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
  }

  private static double linear(double value) {
    return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
