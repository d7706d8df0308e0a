package io.github.once4j.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * Puts {@code @Once} on every method of real libraries that can carry it, and compiles the lot with the processor. What the
 * processor refuses (with a code of its own) is taken back and counted; in what it generates for the rest there must be no
 * error and no warning.
 */
public final class Torture {
    private static final Pattern CODE = Pattern.compile("\\[(ONCE-\\d+)]");

    private Torture() {}

    /**
     * Runs, and fails if generated code has an error or a warning.
     *
     * @param args the libraries' {@code -sources} jars; their classes and what they need are on the class path. With none,
     *     those in the folder {@code torture.libraries}
     */
    public static void main(String... args) throws IOException {
        int findings = 0;
        for (Path jar : args.length > 0 ? Stream.of(args).map(Path::of).toList() : inFolder()) {
            findings += torture(jar);
        }
        if (findings > 0) {
            throw new IllegalStateException(findings + " findings in generated code");
        }
    }

    private static List<Path> inFolder() throws IOException {
        try (var jars = Files.list(Path.of(System.getProperty("torture.libraries")))) {
            return jars.filter(jar -> jar.toString().endsWith("-sources.jar")).sorted().toList();
        }
    }

    private static int torture(Path jar) throws IOException {
        Library library = Library.read(jar, System.getProperty("java.class.path"));
        long found = library.annotated();
        Map<String, Integer> refused = new TreeMap<>();
        List<Diagnostic<? extends JavaFileObject>> said;
        Path output;
        do {
            output = Files.createTempDirectory("torture");
            said = library.compile(output);
        } while (takeBack(library, said, refused));
        List<String> findings = findings(said);
        System.out.printf(
                "%s: %d files, %d methods can carry @Once, %d guarded in %d generated classes; refused: %s; findings: %d%n",
                jar.getFileName(),
                library.files().size(),
                found,
                library.annotated(),
                generated(output),
                refused,
                findings.size());
        findings.stream().limit(20).forEach(System.out::println);
        return findings.size();
    }

    private static boolean takeBack(
            Library library, List<Diagnostic<? extends JavaFileObject>> said, Map<String, Integer> refused) {
        boolean any = false;
        for (var each : said) {
            var code = CODE.matcher(each.getMessage(Locale.ROOT));
            if (each.getKind() == Diagnostic.Kind.ERROR
                    && code.find()
                    && !Library.name(each).isEmpty()) {
                if (library.file(Library.name(each)).switchOff(each.getPosition())) {
                    refused.merge(code.group(1), 1, Integer::sum);
                    any = true;
                }
            }
        }
        return any;
    }

    /** Errors anywhere (the sources compiled before), and warnings in generated files. */
    private static List<String> findings(List<Diagnostic<? extends JavaFileObject>> said) {
        List<String> findings = new ArrayList<>();
        for (var each : said) {
            boolean inGenerated = each.getSource() != null && Library.name(each).isEmpty();
            boolean warning =
                    each.getKind() == Diagnostic.Kind.WARNING || each.getKind() == Diagnostic.Kind.MANDATORY_WARNING;
            if (each.getKind() == Diagnostic.Kind.ERROR || (inGenerated && warning)) {
                findings.add(each.toString());
            }
        }
        return findings;
    }

    private static long generated(Path output) throws IOException {
        try (var files = Files.walk(output)) {
            return files.filter(file -> file.toString().endsWith("Once.java")).count();
        }
    }
}
