package org.parkingrelay.testing;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation, whose snippets tests use as they stand there. */
public final class DocPage {

    private final Path page;
    private final String text;

    /** Reads a page. */
    public DocPage(Path page) {
        this.page = page;
        try {
            this.text = Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first block of a language below a heading. */
    public String block(String heading, String language) {
        Matcher block = Pattern.compile(
                        "^#+ " + Pattern.quote(heading) + "$(?:(?!^#).)*?^```" + language + "\n(.*?)^```$",
                        Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(text);
        if (!block.find()) {
            throw new AssertionError(page + " has no " + language + " below " + heading);
        }
        return block.group(1);
    }

    /** Likewise, the lines that are no comment, those that go on in the next put together. */
    public List<String> commands(String heading) {
        return block(heading, "sh")
                .replace("\\\n", " ")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** What stands in the text as code and begins so. */
    public String code(String beginning) {
        Matcher code =
                Pattern.compile("`(" + Pattern.quote(beginning) + "[^`]*)`").matcher(text);
        if (!code.find()) {
            throw new AssertionError(page + " has no " + beginning);
        }
        return code.group(1);
    }

    /** A block, as a file of properties, with what stands for something of the reader's own replaced. */
    public Map<String, String> properties(String heading, Map<String, String> replaced) {
        String block = block(heading, "properties");
        for (Map.Entry<String, String> one : replaced.entrySet()) {
            block = block.replace(one.getKey(), one.getValue());
        }
        Properties read = new Properties();
        try {
            read.load(new StringReader(block));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> properties = new HashMap<>();
        read.forEach((key, value) -> properties.put(key.toString(), value.toString()));
        return properties;
    }
}
