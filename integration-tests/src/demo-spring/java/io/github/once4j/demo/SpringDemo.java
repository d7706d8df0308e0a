package io.github.once4j.demo;

import io.github.once4j.servers.RealRedis;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** One Spring Boot application, started twice on one Redis: who runs its job, who its webhook, and what if one of them ends. */
final class SpringDemo {
    private SpringDemo() {}

    /**
     * Runs the demo.
     *
     * @param args none
     * @throws Exception if two runs of one key overlapped, or the Redis of {@code -Dredis=redis://…} does not answer
     */
    public static void main(String[] args) throws Exception {
        String redis = System.getProperty("redis", "");
        try (RealRedis own = redis.isEmpty() ? RealRedis.start() : null) {
            play(own == null ? redis : own.uri(), System.out);
        }
    }

    static void play(String redis, PrintStream out) throws Exception {
        out.println("once4j: one Spring Boot application, started twice, on " + redis);
        Map<Long, String> names = new ConcurrentHashMap<>();
        var blue = new Instance("blue", redis, names);
        var green = new Instance("green", redis, names);
        try {
            out.println(blue.awaitReady());
            out.println(green.awaitReady());
            var timeline = new Timeline(out);
            blue.follow(timeline);
            green.follow(timeline);
            play(blue, green, timeline);
        } finally {
            blue.process.destroyForcibly();
            green.process.destroyForcibly();
        }
    }

    private static void play(Instance blue, Instance green, Timeline timeline) throws InterruptedException {
        timeline.title("@Scheduled(cron = \"* * * * * *\") @Once(key = \"sales-report\"): both are asked, one runs");
        Thread.sleep(3_200);

        timeline.title("@Once(key = \"order-{id}\", returnOnLocked = \"busy\"): each order arrives at both");
        for (String order : new String[] {"7", "8"}) {
            CompletableFuture.allOf(blue.send(order, timeline), green.send(order, timeline))
                    .join();
        }

        timeline.title("green ends, as in a rolling update; blue goes on");
        green.stop(timeline);
        Thread.sleep(2_200);
        blue.stop(timeline);

        timeline.title("Who ran when (b: blue, g: green, !: turned away)");
        timeline.chart();
        timeline.title(timeline.verdict());
    }
}
