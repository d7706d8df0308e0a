package io.github.once4j.spring.feed;

import io.github.once4j.runtime.OnceLockedException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
class FeedController {
    private final FeedOnce feed;

    FeedController(FeedOnce feed) {
        this.feed = feed;
    }

    @PostMapping("/imports/{id}")
    Mono<String> load(@PathVariable String id) {
        return feed.load(id);
    }

    @GetMapping(path = "/ticks/{id}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<String> ticks(@PathVariable String id) {
        return feed.ticks(id);
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    String locked(OnceLockedException locked) {
        return locked.key();
    }
}
