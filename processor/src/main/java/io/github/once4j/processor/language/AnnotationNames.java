package io.github.once4j.processor.language;

import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;

/** The qualified names of the annotations that the processor reads: each is declared only here. */
public final class AnnotationNames {
    public static final String ONCE = "io.github.once4j.Once";
    public static final String ONCE_GENERATED = "io.github.once4j.OnceGenerated";

    public static final String DEPRECATED = "java.lang.Deprecated";
    public static final String SAFE_VARARGS = "java.lang.SafeVarargs";
    public static final String SUPPRESS_WARNINGS = "java.lang.SuppressWarnings";

    /** On each class that was written in Kotlin. */
    public static final String KOTLIN_METADATA = "kotlin.Metadata";

    public static final String AUTOWIRED = "org.springframework.beans.factory.annotation.Autowired";
    public static final String JAKARTA_INJECT = "jakarta.inject.Inject";
    public static final String JAVAX_INJECT = "javax.inject.Inject";
    public static final String GUICE_INJECT = "com.google.inject.Inject";

    /** On a constructor: makes a container call it. */
    public static final Set<String> INJECT = Set.of(AUTOWIRED, JAKARTA_INJECT, JAVAX_INJECT, GUICE_INJECT);

    private static final String JAKARTA_NORMAL_SCOPE = "jakarta.enterprise.context.NormalScope";
    private static final String JAVAX_NORMAL_SCOPE = "javax.enterprise.context.NormalScope";

    /** On a class, or on an annotation of it: makes it a bean. */
    public static final Set<String> BEAN = Set.of(
            "org.springframework.stereotype.Component",
            "org.springframework.context.annotation.Scope",
            "jakarta.inject.Scope",
            "javax.inject.Scope",
            JAKARTA_NORMAL_SCOPE,
            JAVAX_NORMAL_SCOPE,
            "jakarta.enterprise.inject.Stereotype",
            "javax.enterprise.inject.Stereotype",
            "com.google.inject.ScopeAnnotation",
            "io.micronaut.context.annotation.Bean");

    /** On a method: makes a container call it at certain times, in each process. */
    public static final Set<String> SCHEDULED = Set.of(
            "org.springframework.scheduling.annotation.Scheduled",
            "org.springframework.scheduling.annotation.Schedules",
            "io.quarkus.scheduler.Scheduled",
            "io.quarkus.scheduler.Scheduled.Schedules",
            "io.micronaut.scheduling.annotation.Scheduled",
            "io.micronaut.scheduling.annotation.Schedules",
            "jakarta.ejb.Schedule",
            "jakarta.ejb.Schedules",
            "javax.ejb.Schedule",
            "javax.ejb.Schedules");

    /** On a method or class, or on an annotation of it: makes a container open a transaction. */
    public static final Set<String> TRANSACTIONAL = Set.of(
            "org.springframework.transaction.annotation.Transactional",
            "jakarta.transaction.Transactional",
            "javax.transaction.Transactional",
            "jakarta.ejb.TransactionAttribute",
            "javax.ejb.TransactionAttribute",
            "io.micronaut.transaction.annotation.Transactional",
            "com.google.inject.persist.Transactional",
            "io.quarkus.hibernate.reactive.panache.common.WithTransaction");

    /** On a method or class, or on an annotation of it: makes a container keep results, or forget them. */
    public static final Set<String> CACHE = Set.of(
            "org.springframework.cache.annotation.Cacheable",
            "org.springframework.cache.annotation.CachePut",
            "org.springframework.cache.annotation.CacheEvict",
            "org.springframework.cache.annotation.Caching",
            "javax.cache.annotation.CacheResult",
            "javax.cache.annotation.CachePut",
            "javax.cache.annotation.CacheRemove",
            "javax.cache.annotation.CacheRemoveAll",
            "io.quarkus.cache.CacheResult",
            "io.quarkus.cache.CacheInvalidate",
            "io.quarkus.cache.CacheInvalidate.List",
            "io.quarkus.cache.CacheInvalidateAll",
            "io.quarkus.cache.CacheInvalidateAll.List",
            "io.micronaut.cache.annotation.Cacheable",
            "io.micronaut.cache.annotation.CachePut",
            "io.micronaut.cache.annotation.CacheInvalidate",
            "io.micronaut.cache.annotation.PutOperations",
            "io.micronaut.cache.annotation.InvalidateOperations");

    /** On a scope: its beans are injected as client proxies. */
    public static final Set<String> NORMAL_SCOPE = Set.of(JAKARTA_NORMAL_SCOPE, JAVAX_NORMAL_SCOPE);

    /** Of Bean Validation, on an element or on an annotation of it: it looks for them on what is overridden. */
    public static final Set<String> CONSTRAINT = Set.of(
            "jakarta.validation.Constraint",
            "jakarta.validation.Valid",
            "jakarta.validation.groups.ConvertGroup",
            "jakarta.validation.groups.ConvertGroup.List",
            "javax.validation.Constraint",
            "javax.validation.Valid",
            "javax.validation.groups.ConvertGroup",
            "javax.validation.groups.ConvertGroup.List");

    /** On a class: makes Lombok write its constructors. */
    public static final Set<String> LOMBOK_CONSTRUCTORS = Set.of(
            "lombok.RequiredArgsConstructor",
            "lombok.AllArgsConstructor",
            "lombok.NoArgsConstructor",
            "lombok.Builder",
            "lombok.experimental.SuperBuilder",
            "lombok.Data",
            "lombok.Value");

    private AnnotationNames() {}

    /** The qualified name of an annotation. */
    public static String of(AnnotationMirror mirror) {
        return mirror.getAnnotationType().asElement() instanceof TypeElement type
                ? type.getQualifiedName().toString()
                : "";
    }
}
