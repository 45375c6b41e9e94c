/** Which of this process's sockets belong to a class's people. */
export class ClassRooms<Socket> {
  readonly #rooms = new Map<string, Set<Socket>>();

  enter(classId: string, socket: Socket): void {
    this.#rooms.set(classId, (this.#rooms.get(classId) ?? new Set()).add(socket));
  }

  leave(classId: string, socket: Socket): void {
    const room = this.#rooms.get(classId);
    room?.delete(socket);
    if (room?.size === 0) this.#rooms.delete(classId);
  }

  of(classId: string): Iterable<Socket> {
    return this.#rooms.get(classId) ?? [];
  }
}
