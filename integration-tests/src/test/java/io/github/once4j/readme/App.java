package io.github.once4j.readme;

// README
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;

public final class App {
    public static void main(String[] args) {
        try (OnceGuard guard = OnceGuard.builder()
                .client(LettuceNxClient.connect("redis://localhost"))
                .build()) {
            var reports = new ReportServiceOnce(guard);
            var order = new ReportService.Order(7);
            System.out.println(reports.build("acme", order)); // Optional.empty if it is being built anywhere
            reports.isLockedBuild("acme", order); // typed, one for each guarded method
            reports.releaseBuild("acme", order); // forced
            reports.holderOfBuild("acme", order); // which host and process, since when
        }
    }
}
// end
