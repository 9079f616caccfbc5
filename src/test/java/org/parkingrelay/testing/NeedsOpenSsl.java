package org.parkingrelay.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** A test that asks the {@code openssl} command line; left out where there is none. CI installs it, so there it always runs. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf("org.parkingrelay.testing.OpenSsl#isInstalled")
public @interface NeedsOpenSsl {}
