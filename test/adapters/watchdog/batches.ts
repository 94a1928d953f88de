/** Does something with each item, with so many at a time that processes which wait for each other still answer in time. */
export async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>, size = 6): Promise<void> {
  const left = [...items];
  const next = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: size }, next));
}
