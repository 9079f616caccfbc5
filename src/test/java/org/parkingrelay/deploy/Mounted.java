package org.parkingrelay.deploy;

import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** The files of a pod, laid out in a folder as the kubelet lays them out in the pod. */
final class Mounted {

    private static final String ETC = "/etc/parking-relay";

    private final Path folder;
    private int versions;

    Mounted(Path folder) {
        this.folder = folder;
    }

    /** Where a file of a secret lies. */
    Path at(String inPod) {
        return Path.of(moved(inPod));
    }

    /** Paths of the pod as paths here. */
    private String moved(String text) {
        return text.replace(ETC, folder.toAbsolutePath() + ETC);
    }

    /** Writes the configuration to where a relay that is started in the folder looks for it. */
    void configure(Rendering rendering) {
        Path config = create(folder.resolve("config"));
        rendering.files().forEach((name, text) -> write(config.resolve(name), moved(text)));
    }

    /** The variables of the relay's container, without those that come from secrets. */
    Map<String, String> environment(Rendering rendering) {
        Map<String, String> environment = new TreeMap<>();
        for (EnvVar variable : rendering.relayContainer().getEnv()) {
            if (variable.getValue() != null) {
                environment.put(variable.getName(), moved(variable.getValue()));
            }
        }
        return environment;
    }

    /**
     * A secret's files, anew. As the kubelet does it: each name is a link through {@code ..data} into a folder of the secret's version, and
     * all change at once when {@code ..data} is moved to the next.
     */
    void secret(String mountPath, Map<String, byte[]> files) {
        try {
            Path mount = create(at(mountPath));
            Path version = create(mount.resolve("..version_" + ++versions));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(version.resolve(file.getKey()), file.getValue());
                Path link = mount.resolve(file.getKey());
                if (!Files.isSymbolicLink(link)) {
                    Files.createSymbolicLink(link, Path.of("..data", file.getKey()));
                }
            }
            Path next = Files.createSymbolicLink(mount.resolve("..data_tmp"), version.getFileName());
            Files.move(next, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
