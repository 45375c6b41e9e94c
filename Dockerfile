# syntax=docker/dockerfile:1
# The image of one service: docker build --build-arg SERVICE=auth .
# SERVICE is a folder of services/, or `edge`. Up to the last step all services share the build.

FROM node:24-bookworm-slim AS build
ENV PNPM_HOME=/pnpm
RUN npm install --global pnpm@12
WORKDIR /rollcall
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
RUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm fetch --ignore-scripts
COPY . .
RUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm install --frozen-lockfile --offline --ignore-scripts
ARG SERVICE
RUN node scripts/bundle.mjs "${SERVICE}" /image

FROM node:24-bookworm-slim
ENV NODE_ENV=production
# Memory that one thread has freed is used by the others: 5 MB less.
ENV MALLOC_ARENA_MAX=2
WORKDIR /rollcall
COPY --from=build /image ./
# A volume that is mounted here belongs to the user of the process.
RUN install --directory --owner=1000 --group=1000 --mode=700 /files
# `node` by number, so that Kubernetes can tell that it is not root.
USER 1000:1000
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
# A young generation of this size: what a request needs is garbage before it would be moved to the old one.
CMD ["node", "--max-semi-space-size=32", "src/main.js"]
