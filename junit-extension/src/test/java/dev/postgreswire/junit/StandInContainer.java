package dev.postgreswire.junit;

import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A container of Testcontainers as far as a test sees it: it is started by {@code @Testcontainers}
 * or by hand and then has a URL; the server behind is the one that all tests share. So these tests
 * run where no container engine is; {@link ContainerEngineTest} runs where one is.
 */
final class StandInContainer extends JdbcDatabaseContainer<StandInContainer> {
  private final String driver;
  private boolean running;

  private StandInContainer(String driver) {
    super(DockerImageName.parse("postgres:18"));
    this.driver = driver;
  }

  static StandInContainer postgres() {
    return new StandInContainer("org.postgresql.Driver");
  }

  static StandInContainer mysql() {
    return new StandInContainer("com.mysql.cj.jdbc.Driver");
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public String getDriverClassName() {
    return driver;
  }

  @Override
  public String getJdbcUrl() {
    return Fixtures.server();
  }

  @Override
  public String getUsername() {
    return "trust_user";
  }

  @Override
  public String getPassword() {
    return "";
  }

  @Override
  protected String getTestQueryString() {
    return "select 1";
  }
}
