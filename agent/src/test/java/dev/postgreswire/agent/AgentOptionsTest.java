package dev.postgreswire.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.postgreswire.WireTarget;
import dev.postgreswire.agent.AgentOptions.Route;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOptionsTest {
  @Test
  void nothingIsAskedOfAnAgentThatWaitsForARecorder() {
    assertThat(AgentOptions.parse(null)).isEqualTo(AgentOptions.defaults());
    assertThat(AgentOptions.parse("")).isEqualTo(AgentOptions.defaults());
    assertThat(AgentOptions.defaults().hasOutputs()).isFalse();
  }

  @Test
  void readsEveryOption() {
    AgentOptions options =
        AgentOptions.parse(
            "out=rec,trace=-,json=/tmp/m.jsonl,pcapng=c.pcapng,html=p.html,"
                + "target=db:5433,target=[::1]:5432,target=other,route=tap,limit=8MB");
    assertThat(options.out()).contains(Path.of("rec"));
    assertThat(options.trace()).contains(Path.of("-"));
    assertThat(options.json()).contains(Path.of("/tmp/m.jsonl"));
    assertThat(options.pcapng()).contains(Path.of("c.pcapng"));
    assertThat(options.html()).contains(Path.of("p.html"));
    assertThat(options.targets())
        .extracting(WireTarget::address)
        .containsExactly("db:5433", "[::1]:5432", "other:5432");
    assertThat(options.route()).isEqualTo(Route.TAP);
    assertThat(options.limit()).isEqualTo(8 << 20);
    assertThat(options.hasOutputs()).isTrue();
  }

  @Test
  void aValueWithACommaStandsInQuotes() {
    AgentOptions options = AgentOptions.parse("out=\"a, \"\"b\"\"\",json=say \"hi\",trace=\"t\"");
    assertThat(options.out()).contains(Path.of("a, \"b\""));
    assertThat(options.json()).contains(Path.of("say \"hi\""));
    assertThat(options.trace()).contains(Path.of("t"));
  }

  @ParameterizedTest
  @CsvSource({
    "1048576, 1048576",
    "1024k, 1048576",
    "1mb, 1048576",
    "64MB, 67108864",
    "2G, 2147483648",
    "3000000B, 3000000"
  })
  void readsSizes(String text, long bytes) {
    assertThat(AgentOptions.parse("limit=" + text).limit()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "out=rec,route=tap",
        "trace=-,target=db:1,target=[::1]:2,limit=9MB",
        "out=\"with, comma and \"\"quote\"\"\",html=\"\"\"\""
      })
  void whatItWritesItReads(String text) {
    AgentOptions options = AgentOptions.parse(text);
    assertThat(AgentOptions.parse(options.text())).isEqualTo(options);
  }

  @Test
  void pathsAreMadeToMeanTheSameElsewhere() {
    AgentOptions options = AgentOptions.parse("out=rec,trace=-,json=m.jsonl").withAbsolutePaths();
    assertThat(options.out()).contains(Path.of("rec").toAbsolutePath());
    assertThat(options.json()).contains(Path.of("m.jsonl").toAbsolutePath());
    assertThat(options.trace()).contains(Path.of("-"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          outt=rec             | unknown option outt: allowed are out=DIR, trace=FILE, json=FILE,
          Out=rec              | unknown option Out: allowed are out=DIR
          rec                  | unknown option rec: allowed are out=DIR
          out=a,,json=b        | an option has no name in "out=a,,json=b": allowed are out=DIR
          out=a,               | an option has no name in "out=a,": allowed are
          =a                   | an option has no name in "=a": allowed are
          out                  | option out has no value: write out=DIR
          json=                | option json has no value: write json=FILE
          target=              | option target has no value: write target=HOST:PORT
          route                | option route has no value: write route=loopback or route=tap
          limit=               | option limit has no value: write limit=SIZE, such as limit=64MB
          route=tunnel         | option route=tunnel is wrong: allowed are loopback and tap
          limit=lots           | option limit=lots is wrong: allowed are sizes from 1MB on, such as
          limit=-1MB           | option limit=-1MB is wrong: allowed are sizes from 1MB on, such as
          limit=1KB            | option limit=1KB is wrong: allowed are sizes from 1MB on, such as
          limit=99999999999999G| option limit=99999999999999G is wrong: allowed are sizes
          target=db:0          | option target=db:0 is wrong: allowed are HOST:PORT
          target=:5432         | option target=:5432 is wrong: allowed are HOST:PORT
          target=::1:5432      | option target=::1:5432 is wrong: allowed are HOST:PORT
          target=a:1,target="b:2,c:3"| option target=b:2,c:3 is wrong: allowed are HOST:PORT
          out=a,out=b          | option out is given twice: only target may be given several times
          out="a               | out="a: the quote is not closed; write out="…"
          out="a"b,json=c      | out: a comma or the end has to follow the closing quote, not b
          """)
  void saysInALineWhichOptionIsWrongAndWhatIsAllowed(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentOptions.parse(text))
        .satisfies(e -> assertThat(e.getMessage()).startsWith(message).hasLineCount(1));
  }

  @Test
  void saysThatAPathCannotBeOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentOptions.parse("out=a\0b"))
        .withMessage("option out: Nul character not allowed: write out=DIR");
  }
}
