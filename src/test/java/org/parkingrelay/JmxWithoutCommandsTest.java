package org.parkingrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;

class JmxWithoutCommandsTest {

    private final MBeanServerBuilder builder = new JmxWithoutCommands();
    private final MBeanServer server = builder.newMBeanServer("relay", null, builder.newMBeanServerDelegate());

    /** What a bean has to offer here. */
    public interface Answer {

        int getAnswer();
    }

    @Test
    void the_bean_of_diagnostic_commands_is_neither_asked_nor_there() throws Exception {
        ObjectName name = new ObjectName("com.sun.management:type=DiagnosticCommand");
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(name))
                .as("Java's name of it")
                .isTrue();

        assertThat(server.registerMBean("no bean, which a server that asks it refuses", name)
                        .getObjectName())
                .isEqualTo(name);
        assertThat(server.isRegistered(name)).isFalse();
    }

    @Test
    void every_other_bean_is_registered_and_answers() throws Exception {
        ObjectName name = new ObjectName("relay:type=Answer");

        server.registerMBean(new StandardMBean(() -> 42, Answer.class), name);

        assertThat(server.getAttribute(name, "Answer")).isEqualTo(42);
        assertThat(server.getDefaultDomain()).isEqualTo("relay");
    }

    @Test
    void what_the_server_refuses_is_told_as_it_tells_it() throws Exception {
        ObjectName name = new ObjectName("relay:type=Answer");
        StandardMBean bean = new StandardMBean(() -> 42, Answer.class);
        server.registerMBean(bean, name);

        assertThatThrownBy(() -> server.registerMBean(bean, name)).isInstanceOf(InstanceAlreadyExistsException.class);
    }
}
