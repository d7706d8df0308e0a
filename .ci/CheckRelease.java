import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Checks what the profile {@code release} has staged against the rules of Maven Central, and packs it for an upload.
 *
 * <pre>java .ci/CheckRelease.java [target/staging]</pre>
 */
final class CheckRelease {
    private static final Set<String> MODULES = Set.of(
            "once4j-annotations",
            "once4j-bom",
            "once4j-processor",
            "once4j-runtime",
            "once4j-spring-boot-starter",
            "once4j-test");

    private final Path staging;
    private final List<String> mistakes = new ArrayList<>();
    private final Set<String> jars = new TreeSet<>();
    private final Set<String> listed = new TreeSet<>();

    private CheckRelease(Path staging) {
        this.staging = staging;
    }

    public static void main(String[] arguments) throws Exception {
        Path staging = Path.of(arguments.length > 0 ? arguments[0] : "target/staging");
        var check = new CheckRelease(staging);
        check.run();
        if (!check.mistakes.isEmpty()) {
            check.mistakes.forEach(System.err::println);
            System.exit(1);
        }
        Path bundle = staging.resolveSibling("once4j-bundle.zip");
        check.pack(bundle);
        System.out.println(staging + " is fit for Maven Central: " + bundle);
    }

    private void run() throws Exception {
        Path group = staging.resolve("io/github/once4j");
        if (!Files.isDirectory(group)) {
            throw new IOException("There is no " + group + ": run ./mvnw -B verify -Prelease -DskipTests first.");
        }
        Set<String> found = new TreeSet<>();
        for (Path module : list(group)) {
            found.add(module.getFileName().toString());
            for (Path version : list(module)) {
                if (Files.isDirectory(version)) {
                    module(version);
                }
            }
        }
        expect(found.equals(new TreeSet<>(MODULES)), "staged are " + found + ", to be published are " + new TreeSet<>(MODULES));
        expect(listed.equals(jars), "once4j-bom lists " + listed + ", published are " + jars);
    }

    private void module(Path folder) throws Exception {
        List<Path> files = list(folder).stream()
                .filter(file -> !file.getFileName().toString().startsWith("maven-metadata"))
                .toList();
        Path pom = files.stream()
                .filter(file -> file.toString().endsWith(".pom"))
                .findFirst()
                .orElseThrow(() -> new IOException("There is no POM in " + folder));
        String base = pom.toString().replaceFirst("\\.pom$", "");
        Document model = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        Element project = model.getDocumentElement();
        pom(pom, project);
        if (text(project, "packaging").isEmpty()) {
            jars.add(text(project, "artifactId"));
            for (String kind : List.of(".jar", "-sources.jar", "-javadoc.jar")) {
                expect(Files.exists(Path.of(base + kind)), "missing: " + base + kind);
            }
        }
        expect(Files.exists(Path.of(base + "-cyclonedx.json")), "missing: an SBOM, " + base + "-cyclonedx.json");
        boolean isSigned = Files.exists(Path.of(pom + ".asc"));
        for (Path file : files) {
            if (!Pattern.compile("\\.(md5|sha1|asc)$").matcher(file.toString()).find()) {
                checksum(file, "md5", "MD5");
                checksum(file, "sha1", "SHA-1");
                expect(!isSigned || Files.exists(Path.of(file + ".asc")), "not signed: " + file);
            }
        }
        if (!isSigned) {
            System.out.println("Not signed (-Dgpg.keyname was not set): " + folder);
        }
    }

    private void pom(Path file, Element project) {
        for (String name : List.of("name", "description", "url", "licenses", "developers", "scm")) {
            expect(!text(project, name).isEmpty(), file + " has no <" + name + ">");
        }
        expect(children(project, "parent").isEmpty(), file + " has a parent, which is not published");
        boolean isSnapshot = text(project, "version").endsWith("-SNAPSHOT");
        each(project, "dependency", dependency -> {
            String artifact = text(dependency, "artifactId");
            String version = text(dependency, "version");
            if (text(project, "artifactId").equals("once4j-bom")) {
                listed.add(artifact);
            }
            expect(!text(dependency, "scope").equals("test"), file + " has the test dependency " + artifact);
            expect(!version.replace("${project.version}", "own").replaceFirst(".*[$].*", "").isEmpty(), file + ": " + artifact + " has no version");
            expect(isSnapshot || !version.endsWith("-SNAPSHOT"), file + ": " + artifact + " is a snapshot");
            expect(!artifact.equals("auto-service"), file + " has a processor as a dependency");
        });
    }

    private void checksum(Path file, String extension, String algorithm) throws Exception {
        Path sum = Path.of(file + "." + extension);
        expect(
                Files.exists(sum)
                        && Files.readString(sum)
                                .strip()
                                .equals(HexFormat.of()
                                        .formatHex(MessageDigest.getInstance(algorithm)
                                                .digest(Files.readAllBytes(file)))),
                "missing or wrong: " + sum);
    }

    private void pack(Path bundle) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(bundle), UTF_8);
                Stream<Path> files = Files.walk(staging)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.getFileName().toString().startsWith("maven-metadata"))
                    .sorted()
                    .toList()) {
                zip.putNextEntry(new ZipEntry(staging.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
            }
        }
    }

    private void expect(boolean holds, String mistake) {
        if (!holds) {
            mistakes.add(mistake);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("maven-metadata")).sorted().toList();
        }
    }

    private static void each(Element root, String name, Consumer<Element> action) {
        NodeList all = root.getElementsByTagName(name);
        for (int i = 0; i < all.getLength(); i++) {
            action.accept((Element) all.item(i));
        }
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        return children(parent, name).stream().findFirst().map(each -> each.getTextContent().strip()).orElse("");
    }
}
