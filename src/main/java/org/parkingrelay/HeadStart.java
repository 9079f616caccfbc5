package org.parkingrelay;

import com.fasterxml.jackson.databind.util.StdDateFormat;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.logging.LogManager;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.parkingrelay.wechatpay.WeChatPay;

/**
 * Does on a thread of its own what each start comes to later and what needs no configuration, while the main thread reads that: a
 * third of a second of a start's work. In the order in which the main thread needs it; if it comes there first, it waits. Not for
 * commands: who ends sooner would leave half of the signing library in the folder for temporary files.
 */
final class HeadStart {

    private HeadStart() {}

    /** To be called before the framework starts. */
    static void begin() {
        // Whoever writes to a log first makes the log manager, so which one is said before there is anybody else.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        beside("relay-head-start", HeadStart::run);
        whileLibrariesAreOpened();
        LogManager.getLogManager();
        JmxOnRequest.begin();
    }

    /** Does something that is done later in any case. With one processor it would only be done in another order, so it is left. */
    static void beside(String name, Runnable work) {
        if (Runtime.getRuntime().availableProcessors() == 1) {
            return;
        }
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        // What fails here fails again where it is needed, and is told there.
        thread.setUncaughtExceptionHandler((ended, failure) -> {});
        thread.start();
    }

    private static void run() {
        // Whoever looks for a service first has the libraries' jar opened: its directory is read entry by entry.
        LogManager.getLogManager();
        // OpenID Connect looks its algorithms up, whether it is on or off.
        AlgorithmFactoryFactory.getInstance();
        // Tests itself on a thread of its own meanwhile.
        WeChatPay.load();
    }

    /** What needs nothing but Java and takes as long, for the thread that cannot go on without them. */
    private static void whileLibrariesAreOpened() {
        // Jackson's form of a date, for which Java goes through the calendars of all languages.
        StdDateFormat.getDefaultTimeZone();
        // Jackson's limits of numbers, for which Java computes large powers of five.
        int unusedSign = BigDecimal.ONE.signum();
        // The log's times. Java looks for rules of time zones in the libraries too, so it comes last.
        ZoneId unusedZone = ZoneId.systemDefault();
    }
}
