drop index concurrently if exists devices_serial_key;
--> statement-breakpoint
create index concurrently devices_serial_key on devices (serial_key);
--> statement-breakpoint
drop index concurrently if exists units_serial_key;
--> statement-breakpoint
create index concurrently units_serial_key on units (serial_key);
