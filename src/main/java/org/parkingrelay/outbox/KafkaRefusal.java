package org.parkingrelay.outbox;

import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/**
 * Why Kafka and the relay do not come together, and what to do about it. Of what a client says, only what it tells of certificates is
 * repeated: the rest may quote the configuration.
 *
 * @param key the key as people type it
 * @param wrong what is wrong, as the end of a sentence that begins with the key
 * @param mend what to do about it
 */
public record KafkaRefusal(String key, String wrong, String mend) {

    /** What a client failed with, where that is a refusal of login or certificate. */
    public static Optional<KafkaRefusal> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SslAuthenticationException) {
                return Optional.of(ofTls(deepestText(cause)));
            }
            if (cause instanceof UnsupportedSaslMechanismException) {
                return Optional.of(new KafkaRefusal(
                        "kafka.sasl.mechanism",
                        "is none that Kafka offers on this port",
                        "set it to the listener's own, such as SCRAM-SHA-512"));
            }
            if (cause instanceof AuthenticationException) {
                return Optional.of(new KafkaRefusal(
                        "kafka.sasl.jaas.config",
                        "holds a user or a password that Kafka refuses",
                        "check both and kafka.sasl.mechanism, and restart the relay"));
            }
        }
        return Optional.empty();
    }

    private static KafkaRefusal ofTls(String text) {
        if (text.contains("validity check failed") || text.contains("NotAfter")) {
            return new KafkaRefusal(
                    "kafka.bootstrap.servers", "names a Kafka whose certificate has expired", "have it renewed");
        }
        // The last of a CA that was made anew by the same name.
        if (text.contains("certification path")
                || text.contains("PKIX")
                || text.contains("trustAnchors")
                || text.contains("Signature does not match")) {
            return new KafkaRefusal(
                    "kafka.ssl.truststore.location",
                    "does not hold the CA of Kafka's certificate",
                    "set it, with kafka.ssl.truststore.type=PEM, to that CA's certificate, and restart the relay");
        }
        if (text.contains("subject alternative") || text.contains("No name matching")) {
            return new KafkaRefusal(
                    "kafka.bootstrap.servers",
                    "names a host for which Kafka's certificate is not made (" + text + ")",
                    "use a name that stands in it");
        }
        if (text.contains("unrecognized SSL message") || text.contains("plaintext connection")) {
            return new KafkaRefusal(
                    "kafka.security.protocol",
                    "wants TLS, and who answers speaks without",
                    "check it and the port in kafka.bootstrap.servers");
        }
        if (!text.contains("certificate") && !text.contains("unknown_ca")) {
            return new KafkaRefusal(
                    "kafka.security.protocol",
                    "wants TLS, which does not come about (" + text + ")",
                    "check it, kafka.ssl.* and the port in kafka.bootstrap.servers");
        }
        return new KafkaRefusal(
                "kafka.ssl.keystore.location",
                "holds no certificate that Kafka takes (" + text + ")",
                "set it, with kafka.ssl.keystore.type=PEM, to the relay's key and certificate as Kafka's CA made it, and restart"
                        + " the relay");
    }

    private static String deepestText(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    /** In one line. */
    public String sentence() {
        return key + " " + wrong + "; " + mend;
    }
}
