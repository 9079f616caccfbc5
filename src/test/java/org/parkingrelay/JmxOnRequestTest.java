package org.parkingrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parkingrelay.testing.ChildProcess;

/** In processes of their own, as Java has one such server for good. */
class JmxOnRequestTest {

    private static final String JAVAS_OWN = "java.lang:type=Memory";

    @TempDir
    Path folder;

    /** What a bean has to offer here. */
    public interface Answer {

        int getAnswer();
    }

    /** The process: as at a start of the relay, and then as one of Kafka's clients. */
    public static final class Client {

        private Client() {}

        public static void main(String... args) throws Exception {
            JmxOnRequest.begin();
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName("kafka.consumer:type=app-info");
            server.registerMBean(new StandardMBean(() -> 42, Answer.class), name);
            System.out.println("answer " + server.getAttribute(name, "Answer"));
            System.out.println("Java's own " + server.isRegistered(new ObjectName(JAVAS_OWN)));
            System.out.println("builder " + System.getProperty("javax.management.builder.initial"));
        }
    }

    @Test
    void kafkas_clients_register_while_javas_own_beans_are_left_out() {
        assertThat(printed()).containsExactly("answer 42", "Java's own false", "builder null");
    }

    @Test
    void where_java_listens_for_jmx_its_own_beans_are_there() {
        assertThat(printed(
                        "-Dcom.sun.management.jmxremote.port=0",
                        "-Dcom.sun.management.jmxremote.authenticate=false",
                        "-Dcom.sun.management.jmxremote.ssl=false"))
                .containsExactly("answer 42", "Java's own true", "builder null");
    }

    /** What an agent needs to have. */
    public static final class Agent {

        private Agent() {}

        public static void premain(String arguments) {
            // Reads the beans later, if at all.
        }
    }

    @Test
    void where_an_agent_may_read_them_they_are_there_too() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Agent.class.getName());
        Path jar = folder.resolve("agent.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();

        assertThat(printed("-javaagent:" + jar)).containsExactly("answer 42", "Java's own true", "builder null");
    }

    @Test
    void a_users_own_maker_of_servers_stays() {
        String own = "javax.management.MBeanServerBuilder";

        assertThat(printed("-Djavax.management.builder.initial=" + own))
                .containsExactly("answer 42", "Java's own true", "builder " + own);
    }

    private List<String> printed(String... options) {
        List<String> command = new ArrayList<>();
        command.add(ChildProcess.java());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Client.class.getName()));
        ChildProcess process = ChildProcess.start("client", folder, command, Map.of());
        assertThat(process.awaitEnd()).as("%s", process.output()).isZero();
        return process.output().lines().toList();
    }
}
