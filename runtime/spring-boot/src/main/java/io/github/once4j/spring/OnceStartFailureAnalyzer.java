package io.github.once4j.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints why an application cannot start, and what to write. */
final class OnceStartFailureAnalyzer extends AbstractFailureAnalyzer<OnceStartException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, OnceStartException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
