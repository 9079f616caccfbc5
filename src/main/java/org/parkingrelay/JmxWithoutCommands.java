package org.parkingrelay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;
import javax.management.ObjectInstance;

/**
 * Makes Java's MBean server, with which each of Kafka's clients registers, without the bean of diagnostic commands. To describe that one,
 * Java reads all settings of its flight recorder: a tenth of a second of each start. Commands of {@code jcmd} come another way, and who
 * has Java listen for JMX keeps the bean.
 */
public final class JmxWithoutCommands extends MBeanServerBuilder {

    /** Java's key for the class that makes MBean servers. */
    private static final String BUILDER = "javax.management.builder.initial";

    private static final String REMOTE = "com.sun.management.jmxremote";
    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

    /** For Java, which makes it by its name. */
    public JmxWithoutCommands() {}

    /** Has Java use it from now on, unless the user wants JMX, or a server of his own. */
    static void install() {
        boolean isWanted = System.getProperties().stringPropertyNames().stream()
                .anyMatch(key -> key.startsWith(REMOTE) || key.equals(BUILDER));
        if (!isWanted) {
            System.setProperty(BUILDER, JmxWithoutCommands.class.getName());
        }
    }

    @Override
    public MBeanServer newMBeanServer(String defaultDomain, MBeanServer outer, MBeanServerDelegate delegate) {
        MBeanServer server = super.newMBeanServer(defaultDomain, outer, delegate);
        return (MBeanServer) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MBeanServer.class},
                (proxy, method, arguments) -> call(server, method, arguments));
    }

    private static Object call(MBeanServer server, Method method, Object... arguments) throws Throwable {
        if (method.getName().equals("registerMBean") && COMMANDS.equals(String.valueOf(arguments[1]))) {
            return new ObjectInstance(COMMANDS, arguments[0].getClass().getName());
        }
        try {
            return method.invoke(server, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
