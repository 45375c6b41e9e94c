#!/bin/sh
# Becomes a server that does not outlive its parent. The parent holds the other end of our descriptor 3: when that closes,
# for whatever reason, the server is asked to stop, killed after 8 s, and what is temporary is removed.
# Words on it: "exited" (the server is gone: leave its process id alone), "release" (somebody else watches now).
# usage: guard.sh <data folder> <server name> <temporary: yes|no> <command> [argument...]
folder=$1 name=$2 temporary=$3
shift 3
pid=$$
echo "$pid" >"$folder/$name.pid"

alive() {
  kill -0 "$pid" || return 1
  # A dead process stays as a zombie where init does not reap.
  [ -r "/proc/$pid/stat" ] && read -r _ _ state _ <"/proc/$pid/stat" && [ "$state" = Z ] && return 1
  return 0
}

stop_server() {
  kill -TERM "$pid"
  kill -CONT "$pid"
  ticks=80
  while alive && [ "$ticks" -gt 0 ]; do
    sleep 0.1
    ticks=$((ticks - 1))
  done
  alive && kill -KILL "$pid"
}

watch() {
  while read -r word; do
    case $word in
      exited) pid= ;;
      release) return ;;
    esac
  done
  [ -n "$pid" ] && stop_server
  rm -f "$folder/$name.pid"
  if [ "$temporary" = yes ]; then
    rm -rf "${folder:?}/$name" "$folder/$name.log"
    rmdir "$folder" # fails, as it should, while another server still has its data there
  fi
}

watch <&3 3<&- >/dev/null 2>&1 &
exec "$@" 3<&-
