package dev.postgreswire.agent.install;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfrastructureTest {
  private final Infrastructure infrastructure = new Infrastructure();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.util.stream.ReferencePipeline",
        "sun.nio.ch.SocketDispatcher",
        "jdk.internal.net.http.HttpClientImpl",
        "org.postgresql.core.v3.QueryExecutorImpl",
        "com.impossibl.postgres.jdbc.PGDirectConnection",
        "com.github.jasync.sql.db.postgresql.PostgreSQLConnection",
        "io.r2dbc.postgresql.client.ReactorNettyClient",
        "io.vertx.pgclient.impl.PgSocketConnection",
        "io.netty.channel.epoll.EpollEventLoop",
        "reactor.netty.channel.ChannelOperations",
        "com.zaxxer.hikari.pool.ProxyPreparedStatement",
        "org.apache.commons.dbcp2.DelegatingStatement",
        "com.mchange.v2.c3p0.impl.NewProxyPreparedStatement",
        "org.apache.tomcat.jdbc.pool.StatementFacade$StatementProxy",
        "io.agroal.pool.wrapper.PreparedStatementWrapper",
        "org.springframework.jdbc.core.JdbcTemplate",
        "org.hibernate.loader.ast.internal.SingleIdEntityLoaderStandardImpl",
        "org.jooq.impl.AbstractResultQuery",
        "org.apache.ibatis.executor.SimpleExecutor",
        "org.jetbrains.exposed.sql.statements.Statement",
        "net.ttddyy.dsproxy.proxy.PreparedStatementProxyLogic",
        "com.p6spy.engine.wrapper.PreparedStatementWrapper",
        "org.mockito.internal.creation.bytebuddy.MockMethodAdvice",
        "org.junit.jupiter.engine.execution.InvocationInterceptorChain",
        "net.bytebuddy.implementation.bind.annotation.SuperCall",
        "dev.postgreswire.agent.tap.SocketTap",
        "dev.postgreswire.pgjdbc.RecordedTls"
      })
  void isWhatLiesBetween(String className) {
    assertThat(infrastructure.includes(className)).isTrue();
    assertThat(infrastructure.includes(className)).isTrue(); // as it is remembered
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdk.proxy2.$Proxy57",
        "com.example.$Proxy12",
        "com.example.InvoiceService$$SpringCGLIB$$0",
        "com.example.InvoiceService$$EnhancerBySpringCGLIB$$1f2e3d4c",
        "com.example.InvoiceService$$FastClassBySpringCGLIB$$7a",
        "com.example.Customer$HibernateProxy$x9Yq",
        "com.example.Invoices$MockitoMock$1178",
        "com.example.Invoices_ClientProxy",
        "com.example.Invoices_Subclass",
        "com.example.Customer_$$_jvst3f2_0",
        "com.example.shaded.org.postgresql.jdbc.PgStatement",
        "org.redisson.io.netty.channel.nio.NioEventLoop"
      })
  void isWhatWasMadeToStandBefore(String className) {
    assertThat(infrastructure.includes(className)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.example.billing.InvoiceRepository",
        "com.example.billing.InvoiceRepository$Row",
        "com.example.Invoices$find$$inlined$map$1",
        "Main",
        "javaapp.Main",
        "org.postgresqlfans.Main",
        "org.springframework.samples.petclinic.owner.OwnerController",
        "dev.postgreswire.examples.billing.Invoices",
        "dev.postgreswire.drivers.pgjdbc.JdbcSession"
      })
  void theApplicationIsNot(String className) {
    assertThat(infrastructure.includes(className)).isFalse();
    assertThat(infrastructure.includes(className)).isFalse();
  }
}
