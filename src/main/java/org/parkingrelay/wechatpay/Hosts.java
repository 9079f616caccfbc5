package org.parkingrelay.wechatpay;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.parkingrelay.config.ConfigProblems;

/**
 * Where WeChat Pay is: a primary host and, usually, a backup. Plain http is for a stand-in on this machine, never for a
 * network.
 *
 * @param backup the primary again where only one is configured
 */
record Hosts(URI primary, URI backup) {

    private static final String KEY = "relay.wechatpay.hosts";
    private static final String MEND = "set it to https://<host>, or to a comma separated primary and backup";
    private static final Hosts NONE = new Hosts(URI.create("https://none.invalid"), URI.create("https://none.invalid"));

    /** The configured hosts; of no use after adding a problem. */
    static Hosts from(WeChatPayConfig config, ConfigProblems problems) {
        List<URI> hosts = new ArrayList<>();
        for (String text : config.hosts()) {
            try {
                URI uri = URI.create(text.strip());
                if (isUsable(uri, config.allowPlainHttp(), problems)) {
                    hosts.add(uri);
                }
            } catch (IllegalArgumentException e) {
                problems.add(KEY, "holds what is no address", MEND);
            }
        }
        if (config.hosts().size() > 2) {
            problems.add(KEY, "names more than two hosts", MEND);
        }
        return hosts.isEmpty() ? NONE : new Hosts(hosts.get(0), hosts.get(hosts.size() - 1));
    }

    boolean hasBackup() {
        return !primary.equals(backup);
    }

    private static boolean isUsable(URI uri, boolean allowPlainHttp, ConfigProblems problems) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean bare = (uri.getRawPath() == null || uri.getRawPath().isEmpty())
                && uri.getRawQuery() == null
                && uri.getRawUserInfo() == null;
        if (uri.getHost() == null || !bare || !(scheme.equals("https") || scheme.equals("http"))) {
            problems.add(KEY, "holds what is no address of scheme and host only", MEND);
            return false;
        }
        if (scheme.equals("http") && !isLoopback(uri.getHost())) {
            problems.add(KEY, "names " + uri + ", which would send personal data in the clear", "use https://");
            return false;
        }
        if (scheme.equals("http") && !allowPlainHttp) {
            problems.add(
                    KEY,
                    "names " + uri + " without encryption",
                    "use https://, or set relay.wechatpay.allow-plain-http=true for a stand-in on this machine");
            return false;
        }
        return true;
    }

    /** By name, not by look-up: what a resolver says today is no promise. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
