package dev.postgreswire.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's chromium, without a window, looking at a page. */
final class PageBrowser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final ChromeDriver driver;

  private PageBrowser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts a browser; where there is none the test is skipped, save on CI. */
  static PageBrowser open() {
    boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(there, "needs Debian's chromium and chromium-driver");
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,800");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    return new PageBrowser(driver);
  }

  /** Opens a page, and waits until it can be used. */
  void visit(Path page, String fragment) {
    driver.get("about:blank");
    driver.get(page.toUri() + fragment);
    until("performance.getEntriesByName('usable').length > 0");
  }

  /** Opens a page, and waits until an expression is true. */
  void load(Path page, String expression) {
    driver.get("about:blank");
    driver.get(page.toUri().toString());
    until(expression);
  }

  /** Does something while the browser does not have one of its own classes. */
  void without(String name, Runnable action) {
    Object script =
        driver
            .executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of("source", "delete globalThis." + name))
            .get("identifier");
    action.run();
    driver.executeCdpCommand(
        "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
  }

  /** Waits until an expression is true, at every picture that the page draws. */
  void until(String expression) {
    driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(5));
    driver.executeAsyncScript(
        "const done = arguments[0];"
            + "const poll = () => { if ("
            + expression
            + ") { done(); } else { setTimeout(poll, 5); } };"
            + "poll();");
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  String text(String selector) {
    return (String) run("return document.querySelector(arguments[0])?.innerText ?? null", selector);
  }

  @SuppressWarnings("unchecked")
  List<String> texts(String selector) {
    return (List<String>)
        run("return [...document.querySelectorAll(arguments[0])].map(e => e.innerText)", selector);
  }

  long number(String script) {
    return ((Number) run("return " + script)).longValue();
  }

  /** Returns what the clipboard holds. */
  String clipboard() {
    return (String) driver.executeAsyncScript("navigator.clipboard.readText().then(arguments[0])");
  }

  /** Presses keys where the focus is. */
  void press(CharSequence... keys) {
    for (CharSequence key : keys) {
      new Actions(driver).sendKeys(key).perform();
    }
  }

  void pressControl(String key) {
    new Actions(driver).keyDown(Keys.CONTROL).sendKeys(key).keyUp(Keys.CONTROL).perform();
  }

  void type(String text) {
    new Actions(driver).sendKeys(text).perform();
  }

  void click(String selector) {
    driver.findElement(By.cssSelector(selector)).click();
  }

  void hover(String selector) {
    new Actions(driver).moveToElement(driver.findElement(By.cssSelector(selector))).perform();
  }

  /** Shows the page as if the system's theme were {@code dark} or {@code light}. */
  void theme(String theme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
  }

  void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Keeps what the page looks like, at both widths and in both themes. */
  void screenshots(String name) throws IOException {
    for (int width : List.of(1280, 800)) {
      for (String theme : List.of("light", "dark")) {
        resize(width, 800);
        theme(theme);
        Files.createDirectories(SCREENSHOTS);
        Files.write(
            SCREENSHOTS.resolve(name + "-" + width + "-" + theme + ".png"),
            driver.getScreenshotAs(OutputType.BYTES));
      }
    }
    theme("light");
    resize(1280, 800);
  }

  /** Checks that the page has complained of nothing and asked nobody for anything. */
  void assertCleanAndAlone(Path page) {
    assertThat(driver.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    List<String> requests =
        driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
            .map(entry -> entry.getMessage())
            .filter(message -> message.contains("\"Network.requestWillBeSent\""))
            .filter(message -> !message.contains("\"url\":\"" + page.toUri()))
            .filter(message -> !message.contains("\"url\":\"about:blank\""))
            .filter(message -> !message.contains("\"url\":\"data:"))
            .toList();
    assertThat(requests).isEmpty();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
