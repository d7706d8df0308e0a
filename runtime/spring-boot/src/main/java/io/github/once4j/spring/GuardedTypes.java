package io.github.once4j.spring;

import io.github.once4j.Once;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.support.ResourcePatternUtils;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.ClassUtils;

/** Reads the class files of an application for types with {@code @Once}, without loading them. */
final class GuardedTypes {
    private final ResourceLoader resources;
    private final MetadataReaderFactory readers;

    GuardedTypes(ResourceLoader resources, MetadataReaderFactory readers) {
        this.resources = resources;
        this.readers = readers;
    }

    /** The name of the class that the processor generates for a type: {@code a.Outer$Inner} gives {@code a.Outer_InnerOnce}. */
    static String generatedName(String type) {
        int simple = type.lastIndexOf('.') + 1;
        return type.substring(0, simple) + type.substring(simple).replace('$', '_') + "Once";
    }

    /** The types with {@code @Once} below some packages, by name. */
    Map<String, AnnotationMetadata> in(List<String> packages) {
        Map<String, AnnotationMetadata> found = new TreeMap<>();
        for (String each : packages) {
            for (Resource file : files(each)) {
                AnnotationMetadata type = read(file);
                if (type != null && type.hasAnnotatedMethods(Once.class.getName())) {
                    found.put(type.getClassName(), type);
                }
            }
        }
        return found;
    }

    private Resource[] files(String packageName) {
        String pattern = "classpath*:" + ClassUtils.convertClassNameToResourcePath(packageName) + "/**/*.class";
        try {
            return ResourcePatternUtils.getResourcePatternResolver(resources).getResources(pattern);
        } catch (IOException unreadable) {
            return new Resource[0];
        }
    }

    @org.jspecify.annotations.Nullable
    private AnnotationMetadata read(Resource file) {
        try {
            return readers.getMetadataReader(file).getAnnotationMetadata();
        } catch (IOException
                | RuntimeException unreadable) { // such as a class file of a JDK that Spring does not know yet
            return null;
        }
    }

    /** The guarded methods of a type that its generated class does not have; all of them if there is no such class. */
    List<String> missing(AnnotationMetadata type) {
        List<String> guarded = new ArrayList<>();
        for (MethodMetadata method : type.getAnnotatedMethods(Once.class.getName())) {
            guarded.add(method.getMethodName());
        }
        guarded.removeAll(methods(generatedName(type.getClassName())));
        return guarded.stream().distinct().sorted().toList();
    }

    boolean isGenerated(AnnotationMetadata type) {
        return file(generatedName(type.getClassName())).exists();
    }

    private Set<String> methods(String className) {
        Resource file = file(className);
        AnnotationMetadata type = file.exists() ? read(file) : null;
        return type == null
                ? Set.of()
                : type.getDeclaredMethods().stream()
                        .map(MethodMetadata::getMethodName)
                        .collect(Collectors.toSet());
    }

    private Resource file(String className) {
        return resources.getResource("classpath:" + ClassUtils.convertClassNameToResourcePath(className) + ".class");
    }
}
