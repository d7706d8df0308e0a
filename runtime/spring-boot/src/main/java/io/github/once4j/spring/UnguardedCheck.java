package io.github.once4j.spring;

import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.spi.ReleaseGate;
import io.github.once4j.spring.OnceProperties.Check;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.core.NativeDetector;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.ClassUtils;

/**
 * Refuses to start an application in which something with {@code @Once} is unguarded: types that were compiled without the
 * processor, before any bean is created, and beans that are not of the generated class, before anything runs. Checks the
 * configured durations, too.
 */
final class UnguardedCheck
        implements BeanFactoryPostProcessor, SmartInitializingSingleton, EnvironmentAware, ResourceLoaderAware {
    /** Where Boot keeps what its component scan has read. */
    private static final String SHARED_READERS =
            "org.springframework.boot.autoconfigure.internalCachingMetadataReaderFactory";

    private static final String PROCESSOR = """
            Add the annotation processor to the compiler plugin in the pom, and rebuild:

                <annotationProcessorPaths>
                  <path>
                    <groupId>io.github.once4j</groupId>
                    <artifactId>once4j-processor</artifactId>
                    <version>${once4j.version}</version>
                  </path>
                </annotationProcessorPaths>

            With Gradle: annotationProcessor "io.github.once4j:once4j-processor:$version". In Kotlin, use kapt.""";

    private static final String BEAN = """
            Make the class with @Once abstract, top-level and a @Service, so that its generated class is the only bean; or declare\
             a bean of the generated class, and import that one.""";

    private static final String IGNORE = """


            If it is meant to be unguarded, set once4j.check.ignore to the name of the class; once4j.check=warn or off turns the\
             check off.""";

    private Environment environment;
    private ResourceLoader resources;
    private ConfigurableListableBeanFactory beans;
    private Check mode = Check.FAIL;
    private Set<String> ignored = Set.of();
    private List<String> generated = List.of();

    @SuppressWarnings("NullAway.Init") // set by the container
    UnguardedCheck() {}

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void setResourceLoader(ResourceLoader loader) {
        this.resources = loader;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        beans = factory;
        Binder binder = Binder.get(environment);
        mode = binder.bind("once4j.check", Check.class).orElse(Check.FAIL);
        ignored =
                binder.bind("once4j.check.ignore", Bindable.setOf(String.class)).orElse(Set.of());
        if (NativeDetector.inNativeImage() || !AutoConfigurationPackages.has(factory)) {
            return;
        }
        var reader = new GuardedTypes(resources, readers());
        Map<String, AnnotationMetadata> types = reader.in(AutoConfigurationPackages.get(factory));
        types.keySet().removeAll(ignored);
        generated = types.values().stream()
                .filter(reader::isGenerated)
                .map(type -> GuardedTypes.generatedName(type.getClassName()))
                .toList();
        if (mode != Check.OFF) {
            report(unprocessed(reader, types), PROCESSOR);
            report(registeredAbstract(types), BEAN);
        }
    }

    private MetadataReaderFactory readers() {
        return beans.containsBean(SHARED_READERS)
                ? beans.getBean(SHARED_READERS, MetadataReaderFactory.class)
                : new CachingMetadataReaderFactory(resources);
    }

    private static List<String> unprocessed(GuardedTypes reader, Map<String, AnnotationMetadata> types) {
        List<String> found = new ArrayList<>();
        types.forEach((name, type) -> {
            List<String> missing = reader.missing(type);
            if (!reader.isGenerated(type)) {
                found.add(name + " has methods with @Once (" + String.join(", ", missing)
                        + "), but there is no generated class " + GuardedTypes.generatedName(name)
                        + ": the annotation processor did not run.");
            } else if (!missing.isEmpty()) {
                found.add(GuardedTypes.generatedName(name) + " does not guard " + String.join(", ", missing) + " of "
                        + name + ": the annotation processor did not see them.");
            }
        });
        return found;
    }

    /** Component scan skips abstract classes; {@code @Import} and nesting in a configuration class do not. */
    private List<String> registeredAbstract(Map<String, AnnotationMetadata> types) {
        List<String> found = new ArrayList<>();
        for (String name : beans.getBeanDefinitionNames()) {
            BeanDefinition definition = beans.getBeanDefinition(name);
            String className = definition.getFactoryMethodName() == null ? definition.getBeanClassName() : null;
            AnnotationMetadata type = className == null ? null : types.get(className);
            if (type != null && type.isAbstract()) {
                found.add("The bean `" + name + "` is the abstract " + type.getClassName()
                        + ", which is imported, or nested in a configuration class; its generated class is "
                        + GuardedTypes.generatedName(type.getClassName()) + ".");
            }
        }
        return found;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (mode != Check.OFF) {
            report(new UnguardedBeans(beans, ignored).find(), BEAN);
        }
        for (OnceGuard guard : OnceLifecycle.guards(beans)) {
            if (guard instanceof ReleaseGate.Target) { // not a mock
                generated.forEach(name -> checkDurations(name, guard));
            }
        }
    }

    /** Resolves the placeholders of a generated class; left to the first call where its module is closed to reflection. */
    private void checkDurations(String generatedName, OnceGuard guard) {
        try {
            Class<?> constants = Class.forName(generatedName + "$Once$", true, beans.getBeanClassLoader());
            for (Field field : constants.getDeclaredFields()) {
                if (field.getType() == GuardedMethod.class && field.trySetAccessible()) {
                    ((GuardedMethod) field.get(null)).checkSettings(guard);
                }
            }
        } catch (ReflectiveOperationException | LinkageError notReadable) {
            log("The durations of " + generatedName + " are checked at its first call: " + notReadable);
        } catch (OnceException wrong) {
            throw new OnceStartException(
                    String.valueOf(wrong.getMessage()), "Correct the value in the application's configuration.", wrong);
        }
    }

    private void report(List<String> found, String action) {
        if (found.isEmpty()) {
            return;
        }
        String description = String.join("\n", found);
        if (mode == Check.FAIL) {
            throw new OnceStartException(description, action + IGNORE, null);
        }
        log(description);
    }

    private static void log(String text) {
        System.getLogger(ClassUtils.getPackageName(UnguardedCheck.class)).log(Level.WARNING, text);
    }
}
