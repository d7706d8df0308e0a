package io.github.once4j.spring;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code once4j.check.*}.
 *
 * @param ignore Names of classes that are meant to be unguarded.
 */
@ConfigurationProperties("once4j.check")
record OnceCheckProperties(@DefaultValue Set<String> ignore) {}
