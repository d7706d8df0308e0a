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
     * @param args the libraries, as {@code group:artifact:version}, one or more in an argument with commas between them
     */
    public static void main(String... args) throws IOException, InterruptedException {
        int findings = 0;
        long methods = 0;
        System.out.println("javac " + Runtime.version());
        for (String library : String.join(",", args).split(",", -1)) {
            Outcome outcome = torture(Download.of(library.strip()));
            findings += outcome.findings;
            methods += outcome.guarded;
        }
        System.out.println(methods + " methods guarded in all, " + findings + " findings in generated code");
        if (findings > 0) {
            throw new IllegalStateException(findings + " findings in generated code");
        }
    }

    private record Outcome(int findings, long guarded) {}

    private static Outcome torture(Download download) throws IOException {
        Library library = Library.read(download.sources(), download.classPath());
        long found = library.annotated();
        Map<String, Integer> refused = new TreeMap<>();
        List<Diagnostic<? extends JavaFileObject>> said;
        Path output;
        do {
            output = Files.createTempDirectory("torture");
            said = library.compile(output);
        } while (takeBack(library, said, refused, false) || takeBack(library, said, refused, true));
        List<String> findings = findings(said);
        if (library.annotated() > 0 && generated(output) == 0) {
            findings.add("nothing was generated: " + said.stream().limit(3).toList());
        }
        System.out.printf(
                "%s: %d files, %d methods can carry @Once, %d guarded in %d generated classes; refused by code: %s; findings: %d%n",
                download.name(),
                library.files().size(),
                found,
                library.annotated(),
                generated(output),
                refused.entrySet().stream().filter(each -> each.getValue() > 0).toList(),
                findings.size());
        findings.stream().limit(20).forEach(System.out::println);
        return new Outcome(findings.size(), library.annotated());
    }

    /** What is said of an inherited method is said at the type: first the methods themselves ask for less. */
    private static boolean takeBack(
            Library library, List<Diagnostic<? extends JavaFileObject>> said, Map<String, Integer> refused, boolean ofTypes) {
        boolean any = false;
        for (var each : said) {
            var code = CODE.matcher(each.getMessage(Locale.ROOT));
            if (each.getKind() == Diagnostic.Kind.ERROR
                    && code.find()
                    && !Library.name(each).isEmpty()) {
                SourceFile file = library.file(Library.name(each));
                int before = (int) file.annotated();
                if (file.takeBack(each.getPosition(), code.group(1), ofTypes)) {
                    any = true;
                    refused.merge(code.group(1), before - (int) file.annotated(), Integer::sum);
                }
            }
        }
        return any;
    }

    /**
     * Errors in sources (the library's own compiled before), and warnings in generated ones. What is said of class files is said
     * of the library's jar, where something is missing that it needs.
     */
    private static List<String> findings(List<Diagnostic<? extends JavaFileObject>> said) {
        List<String> findings = new ArrayList<>();
        for (var each : said) {
            boolean inGenerated = each.getSource() != null
                    && each.getSource().getKind() == JavaFileObject.Kind.SOURCE
                    && Library.name(each).isEmpty();
            boolean warning =
                    each.getKind() == Diagnostic.Kind.WARNING || each.getKind() == Diagnostic.Kind.MANDATORY_WARNING;
            boolean ofClassFile =
                    each.getSource() != null && each.getSource().getKind() == JavaFileObject.Kind.CLASS;
            if ((each.getKind() == Diagnostic.Kind.ERROR && !ofClassFile) || (inGenerated && warning)) {
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
