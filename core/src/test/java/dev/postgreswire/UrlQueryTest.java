package dev.postgreswire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlQueryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "user=me&password=a%26b", "ssl", "sslmode=require&sslmode=disable", "a=b=c"})
  void writesWhatItRead(String text) {
    assertThat(UrlQuery.of(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "sslmode=require, require",
    "sslMode=VERIFY_FULL, verify-full",
    "ssl=true, verify-full",
    "ssl, verify-full",
    "ssl=false, ''",
    "ssl=true&sslmode=require, require",
    "user=sslmode, ''"
  })
  void knowsWhatIsAskedOfTls(String text, String mode) {
    assertThat(UrlQuery.of(text).sslMode()).isEqualTo(mode);
  }

  @Test
  void setsAParameterWhereItIs() {
    assertThat(UrlQuery.of("sslMode=require&user=me").with("sslmode", "disable").text())
        .isEqualTo("sslMode=disable&user=me");
    assertThat(UrlQuery.of("user=me").with("sslrootcert", "/tmp/a b.pem").text())
        .isEqualTo("user=me&sslrootcert=/tmp/a+b.pem");
  }

  @Test
  void readsWhatItHasWritten() {
    UrlQuery query = UrlQuery.of("").with("sslrootcert", "/tmp/a b&c.pem");
    assertThat(UrlQuery.of(query.text()).get("SSLROOTCERT")).contains("/tmp/a b&c.pem");
  }
}
