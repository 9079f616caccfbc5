package org.parkingrelay.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** A test in a real browser; left out where there is none. CI installs it, so there it always runs. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "org.parkingrelay.testing.Browser#isInstalled",
        disabledReason = "no chromium and chromedriver on the PATH (Debian: chromium, chromium-driver)")
public @interface NeedsChromium {}
