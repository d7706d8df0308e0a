package io.github.once4j.runtime.jdbc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address of a database without a password, for messages. */
final class SafeUrl {
    /** Parameters, which begin with one of these, may hold passwords. */
    private static final Pattern PARAMETERS = Pattern.compile("[?;(,#\\s].*", Pattern.DOTALL);

    /** What precedes an {@code @}: {@code user:password}, behind {@code //}, or {@code user/password}, behind Oracle's driver. */
    private static final Pattern USER = Pattern.compile("(?<=//|:thin:|:oci:)[^@]*@");

    private static final Pattern SECRET =
            Pattern.compile("(?i)((?:password|passwd|pwd|secret|token)\\w*\\s*[=:]\\s*)[^\\s&;,)]+");

    private static final Pattern URL_USER = Pattern.compile("(jdbc:\\S*?//)[^/@\\s]*@");

    private SafeUrl() {}

    /** The address of a JDBC URL, such as {@code localhost:5432/app}. */
    static String of(@Nullable String url) {
        if (url == null) {
            return "an unknown address";
        }
        int at = url.lastIndexOf('@');
        String known = at < 0 ? url : USER.matcher(url).replaceFirst("");
        String address = PARAMETERS.matcher(known).replaceFirst("");
        int slashes = address.indexOf("//");
        if (slashes >= 0) {
            address = address.substring(slashes + 2);
        }
        return address.contains("@") ? "an address with a password" : address;
    }

    /** A message of a driver or a pool, in which no password is left. */
    static String withoutSecrets(@Nullable String message) {
        return SECRET.matcher(URL_USER.matcher(String.valueOf(message)).replaceAll("$1"))
                .replaceAll("$1…");
    }
}
