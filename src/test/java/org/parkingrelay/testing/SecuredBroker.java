package org.parkingrelay.testing;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.tools.AclCommand;

/**
 * A real Kafka broker in this process that lets nobody do anything without a permission: a port for SASL/SCRAM over TLS, one for TLS
 * with a certificate of the client's own, and one in the clear for its owner, who may do all.
 */
public final class SecuredBroker implements AutoCloseable {

    private static final String HOST = "127.0.0.1:";
    private static final int ITERATIONS = 4096;

    private final int saslPort = ChildProcess.freePort();
    private final int tlsPort = ChildProcess.freePort();
    private final int ownersPort = ChildProcess.freePort();
    private final EmbeddedKafkaBroker broker;
    private final TestBroker owner;

    /**
     * Starts one.
     *
     * @param server its own key and certificate
     * @param client the certificate that it trusts of clients; whose name is the user's
     */
    public SecuredBroker(TlsFiles server, TlsFiles client) {
        this.broker = new EmbeddedKafkaBroker()
                .withKafkaHost("127.0.0.1")
                .withKafkaPort(ownersPort)
                .withAdditionalProperties(properties -> secure(properties, server, client))
                .start();
        this.owner = new TestBroker(HOST + ownersPort);
    }

    private void secure(Properties broker, TlsFiles server, TlsFiles client) {
        broker.merge(
                "listeners",
                ",SASL_SSL://" + HOST + saslPort + ",SSL://" + HOST + tlsPort,
                (own, more) -> own.toString() + more);
        broker.merge(
                "listener.security.protocol.map", ",SASL_SSL:SASL_SSL,SSL:SSL", (own, more) -> own.toString() + more);
        broker.putAll(Map.of(
                "authorizer.class.name", StandardAuthorizer.class.getName(),
                // Who comes by the port in the clear.
                "super.users", "User:ANONYMOUS",
                "ssl.keystore.type", "PEM",
                "ssl.keystore.location", server.both().toString(),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", client.certificate().toString(),
                "listener.name.ssl.ssl.client.auth", "required",
                "ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/",
                "sasl.enabled.mechanisms", ScramMechanism.SCRAM_SHA_512.mechanismName(),
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"));
    }

    /** The port of SASL/SCRAM over TLS. */
    public String saslServers() {
        return HOST + saslPort;
    }

    /** The port of TLS with a certificate of the client's own. */
    public String tlsServers() {
        return HOST + tlsPort;
    }

    /** The broker as its owner sees it. */
    public TestBroker owner() {
        return owner;
    }

    /** Makes a user who logs in with a password, or changes that. */
    public void user(String name, String password) {
        ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", owner.bootstrapServers()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, scram, password)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs {@code kafka-acls.sh} as a person typed it, but as the owner. */
    public void acls(String command) {
        List<String> words = Arrays.asList(command.strip().split("\\s+"));
        if (!words.get(0).equals("kafka-acls.sh")
                || !words.get(1).equals("--bootstrap-server")
                || !words.get(3).equals("--command-config")) {
            throw new AssertionError("not as expected: " + command);
        }
        // It ends the process where it fails, and so the test.
        AclCommand.main(Stream.concat(
                        Stream.of("--bootstrap-server", owner.bootstrapServers()),
                        words.stream().skip(5))
                .toArray(String[]::new));
    }

    @Override
    public void close() {
        owner.close();
        broker.close();
    }
}
