package io.github.once4j.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.fault.Jvm;
import io.github.once4j.servers.RealMariaDb;
import io.github.once4j.servers.RealPostgres;
import io.github.once4j.servers.RealRedis;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** JVMs of two threads each contend for one key; {@code -Drace.seconds=20} makes them eight, and sets for how long. */
final class RaceTest {
    private static final int SECONDS = Integer.getInteger("race.seconds", 1);
    private static final int PROCESSES = SECONDS == 1 ? 4 : 8;
    private static final List<Jvm> RACERS = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        for (int i = 0; i < PROCESSES; i++) {
            RACERS.add(Jvm.start(Racer.class, RealRedis.shared().uri()));
        }
    }

    @AfterAll
    static void stop() {
        RACERS.forEach(Jvm::close);
    }

    @Test
    void runsOnRedisDoNotOverlap() throws Exception {
        requireNoOverlap(RealRedis.shared().uri(), RealRedis.runsScripts());
    }

    @Test
    void runsOnPostgreSqlDoNotOverlap() throws Exception {
        requireNoOverlap(RealPostgres.shared().createDatabase("race"), true);
    }

    @Test
    void runsOnMariaDbDoNotOverlap() throws Exception {
        assumeTrue(RealMariaDb.isAvailable());
        requireNoOverlap(RealMariaDb.shared().url(), true);
    }

    @Test
    void runsOnH2DoNotOverlap() throws Exception {
        Server server = h2();
        try {
            requireNoOverlap(
                    "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:race;DB_CLOSE_DELAY=-1;USER=sa", true);
        } finally {
            server.stop();
        }
    }

    private static Server h2() throws SQLException {
        return Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    }

    /** The control: without the guard, the checks fail. */
    @Test
    void unguardedRunsOverlap() throws Exception {
        List<Interval> runs = sorted(race(RealRedis.shared().uri(), Duration.ofMillis(300), "unguarded"));

        assertThat(overlaps(runs)).isNotEmpty();
        assertThat(runs).anyMatch(run -> run.together() > 1);
    }

    private static void requireNoOverlap(String uri, boolean fenced) throws IOException {
        List<List<Interval>> racers = race(uri, Duration.ofSeconds(SECONDS), "guarded");
        List<Interval> runs = sorted(racers);
        System.out.println("race on " + uri + ": runs of each process "
                + racers.stream().map(List::size).toList());

        assertThat(racers).allSatisfy(each -> assertThat(each).hasSizeGreaterThanOrEqualTo(Racer.LEAST_RUNS));
        assertThat(overlaps(runs)).isEmpty();
        assertThat(runs).allMatch(run -> run.together() == 1);
        if (fenced) {
            assertThat(runs).extracting(Interval::fence).isSortedAccordingTo(Comparator.naturalOrder());
            assertThat(runs).extracting(Interval::fence).doesNotHaveDuplicates();
        }
    }

    private static List<Interval> sorted(List<List<Interval>> racers) {
        return racers.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(Interval::begin))
                .toList();
    }

    private static List<String> overlaps(List<Interval> runs) {
        return IntStream.range(1, runs.size())
                .filter(i -> runs.get(i).begin() < runs.get(i - 1).end())
                .mapToObj(i -> runs.get(i - 1) + " and " + runs.get(i))
                .toList();
    }

    private static List<List<Interval>> race(String uri, Duration time, String kind) throws IOException {
        for (Jvm racer : RACERS) {
            racer.say(uri + " " + time.toMillis() + " " + kind);
        }
        for (Jvm racer : RACERS) {
            racer.await(Racer.READY);
        }
        for (Jvm racer : RACERS) {
            racer.say("go");
        }
        List<List<Interval>> intervals = new ArrayList<>();
        for (Jvm racer : RACERS) {
            intervals.add(racer.until(Racer.END).stream().map(Interval::parse).toList());
        }
        return intervals;
    }
}
