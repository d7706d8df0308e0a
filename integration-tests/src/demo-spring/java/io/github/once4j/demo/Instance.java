package io.github.once4j.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.once4j.demo.shop.ShopApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of the application, whose story is written on the timeline. */
final class Instance {
    private static final String MARK = "@demo ";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final Process process;
    private final String name;
    private final Map<Long, String> names;
    private final Map<String, Timeline.Run> running = new HashMap<>();
    private final CompletableFuture<String> port = new CompletableFuture<>();
    private volatile @Nullable Timeline timeline;

    /** Starts a process; its id is added to the names. */
    Instance(String name, String redis, Map<Long, String> names) throws IOException {
        this.name = name;
        this.names = names;
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShopApplication.class.getName(),
                        "--spring.data.redis.url=" + redis,
                        "--once4j.prefix=once4j-demo:",
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=error")
                .redirectErrorStream(true)
                .start();
        names.put(process.pid(), name);
        new Thread(this::read, name).start();
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(MARK)) {
                    tell(line.substring(MARK.length()).strip().split(" "), timeline);
                } else {
                    System.out.println(name + ": " + line);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            port.completeExceptionally(new IllegalStateException(name + " has ended"));
        }
    }

    private void tell(String[] words, @Nullable Timeline story) {
        if (words[0].equals("ready")) {
            port.complete(words[1]);
        } else if (story != null) {
            switch (words[0]) {
                case "begin" -> running.put(words[1], story.begin(words[1]));
                case "end" -> {
                    Timeline.Run run = running.remove(words[1]);
                    if (run != null) {
                        story.end(run, "done");
                    }
                }
                case "skip" ->
                    story.turnedAway(
                            words[1],
                            "skipped: " + names.getOrDefault(Long.valueOf(words[2]), "another") + " holds it");
                default -> throw new IllegalArgumentException(String.join(" ", words));
            }
        }
    }

    String awaitReady() {
        return name + " is process " + process.pid() + ", on port " + port.join();
    }

    /** Writes on a timeline what happens from now on. */
    void follow(Timeline story) {
        timeline = story;
    }

    /** Sends an order to its webhook; says what it replied. */
    CompletableFuture<Void> send(String order, Timeline story) {
        URI uri = URI.create("http://localhost:" + port.join() + "/orders/" + order);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenAccept(reply -> story.say(name, "POST /orders/" + order, "-> " + reply.body()));
    }

    /** Ends the process as Kubernetes does. */
    void stop(Timeline story) throws InterruptedException {
        story.say(name, "", "is told to end");
        process.toHandle().destroy(); // which leaves its output to be read
        if (process.waitFor(30, TimeUnit.SECONDS)) {
            story.say(name, "", "has ended");
        }
    }
}
