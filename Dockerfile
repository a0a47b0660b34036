# Both programs in a small image.
#
#   docker build -t wenyin .
#   docker run --rm -v "$PWD:/work" -u "$(id -u):$(id -g)" wenyin convert 讲话.txt

FROM rust:1-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo install --locked --path . --root /out

FROM debian:bookworm-slim
COPY --from=build /out/bin/ /usr/local/bin/
# The language of the messages; `-e LANG=en` for English.
ENV LANG=zh_CN.UTF-8
WORKDIR /work
ENTRYPOINT ["wenyin"]
