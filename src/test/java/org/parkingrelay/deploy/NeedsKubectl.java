package org.parkingrelay.deploy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** A test that renders manifests; left out where there is no {@code kubectl}. CI asks for it, so there it always runs. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(value = "org.parkingrelay.deploy.Rendering#isPossible", disabledReason = "no kubectl on the PATH")
@interface NeedsKubectl {}
