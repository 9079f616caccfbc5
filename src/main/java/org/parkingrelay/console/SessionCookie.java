package org.parkingrelay.console;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** The cookie of a session: no script sees it, no other site sends it, and where there is TLS it goes nowhere else. */
public final class SessionCookie {

    /** A browser takes a cookie of such a name only over TLS, for this host, and for all its paths. */
    private static final String SECURE = "__Host-relay-session";

    private static final String PLAIN = "relay-session";

    private SessionCookie() {}

    /** What the browser showed. */
    @Nullable
    static String of(HttpServerRequest request) {
        Cookie cookie = request.getCookie(name(request));
        return cookie == null ? null : cookie.getValue();
    }

    private static String name(HttpServerRequest request) {
        return isSecure(request) ? SECURE : PLAIN;
    }

    /** Told by a proxy in front as well, where the framework is told to believe it. */
    public static boolean isSecure(HttpServerRequest request) {
        return "https".equals(request.scheme());
    }

    /** Has the browser keep it until it closes. */
    public static void set(HttpServerRequest request, String value) {
        request.response().addCookie(cookie(request, value));
    }

    /** Has the browser forget it; what it was is returned. */
    public static @Nullable String remove(HttpServerRequest request) {
        String before = of(request);
        request.response().addCookie(cookie(request, "").setMaxAge(0));
        return before;
    }

    private static Cookie cookie(HttpServerRequest request, String value) {
        return Cookie.cookie(name(request), value)
                .setHttpOnly(true)
                .setSecure(isSecure(request))
                .setSameSite(CookieSameSite.STRICT)
                .setPath("/");
    }
}
