package org.parkingrelay.testing;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium without a window, at the operators' pages of a relay on this machine. */
public final class Browser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private final ChromeDriver driver;
    private final String address;

    private Browser(ChromeDriver driver, String address) {
        this.driver = driver;
        this.address = address;
    }

    /** Whether there is one on this machine. */
    public static boolean isInstalled() {
        return onPath("chromium").isPresent() && onPath("chromedriver").isPresent();
    }

    private static Optional<File> onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute)
                .findFirst();
    }

    /** Asks for pages in a language, such as {@code zh-CN}. */
    public static Browser at(int port, String language) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(onPath("chromium").orElseThrow());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions");
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", language));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(onPath("chromedriver").orElseThrow())
                .usingAnyFreePort()
                .withLogOutput(java.io.OutputStream.nullOutputStream())
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options), "http://localhost:" + port);
        browser.size(1280, 1000);
        return browser;
    }

    public Browser size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        return this;
    }

    public Browser open(String path) {
        driver.get(address + path);
        return this;
    }

    public String path() {
        return driver.getCurrentUrl().substring(address.length());
    }

    public String title() {
        return driver.getTitle();
    }

    /** What a person can read. */
    public String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    public String language() {
        return driver.findElement(By.tagName("html")).getAttribute("lang");
    }

    public Browser type(String field, String text) {
        WebElement input = driver.findElement(By.name(field));
        input.clear();
        input.sendKeys(text);
        return this;
    }

    /** Presses keys wherever the focus is. */
    public Browser press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
        return this;
    }

    /** Goes from field to field until the focus is on one of this kind; fails where none is reached. */
    public Browser tabTo(String css) {
        for (int i = 0; i < 60; i++) {
            press(Keys.TAB);
            WebElement focus = driver.switchTo().activeElement();
            if (driver.findElements(By.cssSelector(css)).contains(focus)) {
                return this;
            }
        }
        throw new AssertionError("no way by keyboard to " + css);
    }

    public WebElement one(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Clicks what leads to another page, and waits for that. */
    public Browser click(String css) {
        WebElement element = one(css);
        ((JavascriptExecutor) driver).executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        WebElement before = driver.findElement(By.tagName("html"));
        element.click();
        new WebDriverWait(driver, SOON).until(now -> {
            try {
                return !before.isEnabled() || before.getTagName().isEmpty();
            } catch (org.openqa.selenium.WebDriverException e) {
                return true;
            }
        });
        return this;
    }

    /** Clicks what stays on the page. */
    public Browser tick(String css) {
        one(css).click();
        return this;
    }

    /** Waits until a person can read this. */
    public Browser awaitText(String text) {
        new WebDriverWait(driver, SOON)
                .withMessage(() -> "'" + text + "' in: " + text())
                .ignoring(org.openqa.selenium.StaleElementReferenceException.class)
                .until(now -> text().contains(text));
        return this;
    }

    /** What went wrong in the browser, such as something that the policy forbids. */
    public List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** Faults of accessibility that are serious or worse, each in a line. */
    public List<String> faults() {
        return new AxeBuilder()
                .analyze(driver).getViolations().stream()
                        .filter(rule -> GRAVE.contains(rule.getImpact()))
                        .flatMap(Browser::lines)
                        .toList();
    }

    private static Stream<String> lines(Rule rule) {
        return rule.getNodes().stream().map(node -> rule.getId() + ": " + node.getHtml());
    }

    /** Whether one must scroll sideways to read the page. */
    public boolean isTooWide() {
        Object over = ((JavascriptExecutor) driver)
                .executeScript("return document.documentElement.scrollWidth > document.documentElement.clientWidth");
        return Boolean.TRUE.equals(over);
    }

    /** The whole page as a picture, to be looked at. */
    public Browser picture(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            int width = driver.manage().window().getSize().getWidth();
            Object height =
                    ((JavascriptExecutor) driver).executeScript("return document.documentElement.scrollHeight + 160");
            size(width, Math.max(700, Math.min(4_000, ((Number) height).intValue())));
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
            size(width, 1000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
