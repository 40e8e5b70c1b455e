package dev.postgreswire.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSecretsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "alter role bob password 'hunter2'              | alter role bob password '********'",
        "ALTER USER bob ENCRYPTED PASSWORD'hunter2' login | ALTER USER bob ENCRYPTED"
            + " PASSWORD'********' login",
        "create role b password 'hun''ter2' valid until 'x' | create role b password '********'"
            + " valid until 'x'",
        "create role b password e'hunter\\'2'            | create role b password e'********'",
        "create role b password $$hunter2$$ login        | create role b password $$********$$"
            + " login",
        "create role b password $x$hunter2$x$            | create role b password $x$********$x$",
        "options (user 'bob', password 'hunter2')        | options (user 'bob', password"
            + " '********')",
        "select 1 from users where password = 'hunter2'  | select 1 from users where password ="
            + " '********'",
        "do $$ begin execute 'alter role b password ''hunter2''' ; end $$"
            + " | do $$ begin execute 'alter role b password ''********''' ; end $$",
        "create role a password 'hunter2'; create role b password 'hunter2'"
            + " | create role a password '********'; create role b password '********'",
        "connection 'host=h password=hunter2 dbname=d'   | connection 'host=h password=********"
            + " dbname=d'",
        "connection 'host=h password=''hunter 2'' port=1' | connection 'host=h"
            + " password=''********'' port=1'",
        "connection 'postgresql://bob:hunter2@h/d'       | connection"
            + " 'postgresql://bob:********@h/d'",
        "alter role bob password 'hunter2 and cut he     | alter role bob password '********",
        "select 'C:\\', x; alter role b password 'hunter2' | select 'C:\\', x; alter role b"
            + " password '********'"
      })
  void masksPasswords(String sql, String masked) {
    assertThat(SqlSecrets.mask(sql)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          alter user a with encrypted password E'sec''ret'  | alter user a with encrypted password E'********'
          alter user a password /* 'old' */ 'secret'        | alter user a password /* 'old' */ '********'
          options (user 'a', "password" 'secret')           | options (user 'a', "password" '********')
          select dblink_connect('postgresql://a:secret@h/d') | select dblink_connect('postgresql://a:********@h/d')
          update t set db_password='secret'                 | update t set db_password='********'
          select 'the password', 'x'; alter role a password 'secret' | select 'the password', 'x'; alter role a password '********'
          connection 'sslpassword=secret'                   | connection 'sslpassword=********'
          """)
  void masksOtherFormsOfThem(String sql, String masked) {
    assertThat(SqlSecrets.mask(sql)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "select password from users where id = $1",
        "select 1 where password=$1 and password = crypt($2, password)",
        "alter role bob password null",
        "select 'password'",
        "select 'password', 'another'",
        "set password_encryption = 'md5'",
        "select 'https://example.com/a:b'"
      })
  void leavesTheRestAsItIs(String sql) {
    assertThat(SqlSecrets.mask(sql)).isEqualTo(sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          alter role bob password 'hunter2'; select 1   | alter role bob password '*******'; select 1
          create role b password $$hush$$ login         | create role b password $$****$$ login
          password 'a' and password 'bc'                | password '*' and password '**'
          connection 'host=h password=hush dbname=d'    | connection 'host=h password=**** dbname=d'
          connection 'postgresql://bob:hush@h/d'        | connection 'postgresql://bob:****@h/d'
          select 'https://example.com/a:b'              | select 'https://example.com/a:b'
          select password from users                    | select password from users
          select 1                                      | select 1
          """)
  void masksInPlaceWithoutMovingAnything(String sql, String masked) {
    assertThat(SqlSecrets.maskInPlace(sql)).isEqualTo(masked);
  }

  /** The ends of texts, where there is no next character to look at. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          password ''                       | password '********'
          password '', 'x'                  | password '********', 'x'
          password 'x                       | password '********
          password '                        | password '********
          select 'password' 'x'             | select 'password' 'x'
          do 'alter role b password ''x'''  | do 'alter role b password ''********'''
          """)
  void findsTheEndOfTheLiteral(String sql, String masked) {
    assertThat(SqlSecrets.mask(sql)).isEqualTo(masked);
  }

  @Test
  void copesWithLongText() {
    String value = "x''".repeat(200_000);

    assertThat(SqlSecrets.mask("alter role b password '" + value + "', '" + value + "'"))
        .isEqualTo("alter role b password '********', '" + value + "'");
  }
}
