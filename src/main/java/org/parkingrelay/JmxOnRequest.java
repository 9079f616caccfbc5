package org.parkingrelay;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.Notification;
import javax.management.ObjectName;

/**
 * Makes Java's MBean server, with which each of Kafka's clients registers, without Java's own beans. To describe them takes Java a tenth
 * of a second of each start, and nobody reads them, unless Java listens for JMX or runs an agent. {@code jcmd} and the relay's meters
 * get what they tell another way.
 *
 * <p>Java has no setting for it; but where the first bean is refused, it has its server by then, and goes on without the others.
 */
public final class JmxOnRequest extends MBeanServerBuilder {

    /** Java's key for the class that makes MBean servers. */
    private static final String BUILDER = "javax.management.builder.initial";

    private static final String AGENT = "-javaagent:";

    /** For Java, which makes it by its name. */
    public JmxOnRequest() {}

    /** Has Java make its server, before any client does. Where Java listens for JMX, it has made one before the program began. */
    static void begin() {
        if (System.getProperty(BUILDER) != null || hasAgent()) {
            return;
        }
        System.setProperty(BUILDER, JmxOnRequest.class.getName());
        try {
            ManagementFactory.getPlatformMBeanServer();
        } catch (RefusedException e) {
            // As it is meant: whoever asks for the server from now on gets the one that is there.
        } finally {
            System.clearProperty(BUILDER);
        }
    }

    /** Which may read the beans whenever it likes, as those that collect figures do. */
    private static boolean hasAgent() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> argument.startsWith(AGENT));
    }

    @Override
    public MBeanServerDelegate newMBeanServerDelegate() {
        AtomicBoolean isRefused = new AtomicBoolean();
        return new MBeanServerDelegate() {
            @Override
            public void sendNotification(Notification notification) {
                if (isOfBean(notification) && isRefused.compareAndSet(false, true)) {
                    throw new RefusedException();
                }
                super.sendNotification(notification);
            }
        };
    }

    /** Also the server itself is one, the first. */
    private static boolean isOfBean(Notification notification) {
        if (notification instanceof MBeanServerNotification registration) {
            ObjectName name = registration.getMBeanName();
            return !MBeanServerDelegate.DELEGATE_NAME.equals(name);
        }
        return false;
    }

    /** Told to Java instead of that a bean is there. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        RefusedException() {
            super("Java's own beans are not registered");
        }
    }
}
