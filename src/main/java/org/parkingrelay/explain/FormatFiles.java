package org.parkingrelay.explain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.intake.IntakeConfig;
import org.parkingrelay.mapping.ExampleMappings;
import org.parkingrelay.mapping.LaneTable;
import org.parkingrelay.mapping.Mapping;
import org.parkingrelay.mapping.MappingException;
import org.parkingrelay.mapping.MappingFunctions;
import org.parkingrelay.mapping.MappingText;
import org.parkingrelay.mapping.Mappings;

/** Finds out how the samples are to be read: by the mapping that was named, else by that of the topic. */
public final class FormatFiles {

    private final ExplainOptions options;
    private final IntakeConfig config;

    public FormatFiles(ExplainOptions options, IntakeConfig config) {
        this.options = options;
        this.config = config;
    }

    /** The format; what is wrong with configured mappings is added to {@code problems}, and the result is then of no use. */
    public Format open(ConfigProblems problems) throws ExplainException {
        Optional<String> lanes = options.lanes().or(config::lanes);
        if (options.mapping().isPresent()) {
            return Format.of(compiled(options.mapping().get(), lanes));
        }
        // A mapping of no topic that was named is not the samples'.
        Map<String, String> files = options.topic().isPresent() ? config.mappings() : Map.of();
        return Format.of(Mappings.open(files, files.isEmpty() ? Optional.empty() : lanes, problems));
    }

    private static Mapping compiled(String name, Optional<String> lanes) throws ExplainException {
        boolean isExample =
                !Files.exists(Path.of(name)) && ExampleMappings.names().contains(name);
        if (!isExample && !Files.isRegularFile(Path.of(name))) {
            throw new ExplainException(
                    "--mapping " + name
                            + " is neither a file nor one of the mappings that come with the relay; explain --examples lists those");
        }
        try {
            String text = isExample ? ExampleMappings.text(name) : MappingText.of(name, SampleFiles.bytes(name));
            LaneTable table =
                    lanes.isPresent() ? LaneTable.parse(lanes.get(), SampleFiles.bytes(lanes.get())) : LaneTable.EMPTY;
            return Mapping.compile(name, text, new MappingFunctions(table));
        } catch (MappingException e) {
            throw new ExplainException(String.valueOf(e.getMessage()));
        }
    }
}
