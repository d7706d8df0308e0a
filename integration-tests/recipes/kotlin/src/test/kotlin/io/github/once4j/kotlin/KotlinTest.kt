package io.github.once4j.kotlin

import io.github.once4j.runtime.OnceGuard
import io.github.once4j.runtime.lettuce.LettuceNxClient
import io.github.once4j.servers.RealRedis
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** Two guards, as of two processes, exclude each other on one Redis. */
class KotlinTest {
    @Test
    fun twoGuardsExcludeEachOther() {
        RealRedis.start().use { redis ->
            guard(redis).use { one ->
                guard(redis).use { another ->
                    val there = InvoicesOnce(another) { "sent" }
                    val here = InvoicesOnce(one) {
                        assertThat(there.send(7)).isNull()
                        "sent"
                    }

                    assertThat(here.send(7)).isEqualTo("7: sent")
                    assertThat(there.send(7)).isEqualTo("7: sent")
                }
            }
        }
    }

    private fun guard(redis: RealRedis) =
        OnceGuard.builder().client(LettuceNxClient.connect(redis.uri())).build()
}
