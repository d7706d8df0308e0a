package io.github.once4j.runtime.lettuce;

import static io.github.once4j.runtime.lettuce.Replies.LONG;
import static io.github.once4j.runtime.lettuce.Replies.acquire;
import static io.github.once4j.runtime.lettuce.Replies.get;
import static io.github.once4j.runtime.lettuce.Replies.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealCluster;
import io.github.once4j.servers.RealRedis;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A single address whose server keeps the rules of a Cluster: renewals of several keys by one script are refused. */
class ClusterBehindOneAddressTest {
    private static final Pattern SCRIPTS =
            Pattern.compile("cmdstat_(?:eval|evalsha):calls=\\d+.*rejected_calls=(\\d+)");

    @Test
    void renewalsAreRepeatedForEachKeyAndThatIsRemembered() throws Exception {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        try (var cluster = RealCluster.start(1);
                NxClient client = LettuceNxClient.connect(cluster.uri())) {
            List<String> keys = IntStream.range(0, 20).mapToObj(i -> "k" + i).toList();
            for (String key : keys) {
                acquire(client, key, "t");
            }
            release(client, "k7", "t");
            List<RenewRequest> requests = keys.stream()
                    .map(key -> new RenewRequest(key, Token.of("t"), LONG))
                    .toList();
            for (int round = 0; round < 3; round++) {
                var results = client.renewAll(requests);
                for (int i = 0; i < keys.size(); i++) {
                    assertThat(get(results.get(i))).as(keys.get(i)).isEqualTo(i != 7);
                }
            }
            Matcher rejected = SCRIPTS.matcher(cluster.nodes().get(0).run("INFO", "commandstats"));
            assertThat(rejected.results()
                            .mapToInt(each -> Integer.parseInt(each.group(1)))
                            .sum())
                    .as("scripts that were refused")
                    .isEqualTo(1);
        }
    }
}
