package org.parkingrelay.wechatpay;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.parkingrelay.config.ConfigProblems;

/** Reads the hosts of WeChat Pay. Plain http is for a stand-in on this machine, never for a network. */
final class Hosts {

    private static final String KEY = "relay.wechatpay.hosts";
    private static final String MEND = "set it to https://<host>, or to a comma separated primary and backup";

    private Hosts() {}

    /** The configured hosts in their order, without those that a problem was added for. */
    static List<URI> from(WeChatPayConfig config, ConfigProblems problems) {
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
        if (hosts.size() > 2) {
            problems.add(KEY, "names more than two hosts", MEND);
        }
        return hosts;
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
