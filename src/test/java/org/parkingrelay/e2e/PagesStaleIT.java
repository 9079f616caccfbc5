package org.parkingrelay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parkingrelay.testing.Browser;
import org.parkingrelay.testing.NeedsChromium;
import org.parkingrelay.testing.TestBroker;
import org.parkingrelay.testing.TestConsole;
import org.parkingrelay.testing.TestUsers;

/** A page that is open while its relay goes. */
@NeedsChromium
class PagesStaleIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"en, not up to date since 20", "zh-CN, 自以下时间起未更新： 20"})
    void says_that_it_is_not_up_to_date(String language, String told) {
        try (TestConsole console = TestConsole.start(folder, TestBroker.shared());
                Browser browser = Browser.at(console.port(), language)) {
            browser.open("/sign-in")
                    .type("name", TestUsers.VIEWER)
                    .type("password", TestUsers.VIEWERS_PASSWORD)
                    .click("main form button");
            assertThat(browser.one("#stale").isDisplayed()).isFalse();

            console.relay().close();

            browser.awaitText(told);
            browser.picture("stale-" + language);
        }
    }
}
