-- The tables and query rows that Orleans' AdoNet providers call. The packages ship no SQL: this is ours, written to the
-- providers' contract (parameter and result names are theirs, everything else is ours). Each text is atomic in itself,
-- because the providers open no transaction.

create table orleansquery (
    querykey text primary key,
    querytext text not null
);

-- Membership -----------------------------------------------------------------------------------------------------------

create table orleans_membership_version (
    cluster_id text primary key,
    version int not null
);

-- Half of each page stays free so that heartbeats are HOT updates.
create table orleans_membership (
    cluster_id text not null,
    address text not null,
    port int not null,
    generation int not null,
    silo_name text not null,
    host_name text not null,
    status int not null,
    proxy_port int not null,
    suspect_times text,
    start_time timestamptz not null,
    i_am_alive_time timestamptz not null,
    primary key (cluster_id, address, port, generation)
) with (fillfactor = 50);

insert into orleansquery (querykey, querytext) values
('GatewaysQueryKey', $q$
select address as Address, proxy_port as ProxyPort, generation as Generation
from orleans_membership
where cluster_id = @DeploymentId and status = @Status and proxy_port > 0
$q$),
('MembershipReadRowKey', $q$
select v.version as Version, m.address as Address, m.port as Port, m.generation as Generation,
    m.silo_name as SiloName, m.host_name as HostName, m.status as Status, m.proxy_port as ProxyPort,
    m.suspect_times as SuspectTimes, m.start_time as StartTime, m.i_am_alive_time as IAmAliveTime
from orleans_membership_version v
left join orleans_membership m
    on m.cluster_id = v.cluster_id and m.address = @Address and m.port = @Port and m.generation = @Generation
where v.cluster_id = @DeploymentId
$q$),
('MembershipReadAllKey', $q$
select v.version as Version, m.address as Address, m.port as Port, m.generation as Generation,
    m.silo_name as SiloName, m.host_name as HostName, m.status as Status, m.proxy_port as ProxyPort,
    m.suspect_times as SuspectTimes, m.start_time as StartTime, m.i_am_alive_time as IAmAliveTime
from orleans_membership_version v
left join orleans_membership m on m.cluster_id = v.cluster_id
where v.cluster_id = @DeploymentId
$q$),
('InsertMembershipVersionKey', $q$
with inserted as (
    insert into orleans_membership_version (cluster_id, version) values (@DeploymentId, 0)
    on conflict do nothing
    returning 1
)
select exists (select 1 from inserted)
$q$),
-- The version row is bumped first: its lock is the mutex, a stale version finds no row and nothing is written.
('InsertMembershipKey', $q$
with bumped as (
    update orleans_membership_version set version = version + 1
    where cluster_id = @DeploymentId and version = @Version and not exists (
        select 1 from orleans_membership
        where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
    returning cluster_id
), inserted as (
    insert into orleans_membership (cluster_id, address, port, generation, silo_name, host_name, status, proxy_port,
        start_time, i_am_alive_time)
    select cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    from bumped
    returning 1
)
select exists (select 1 from inserted)
$q$),
('UpdateMembershipKey', $q$
with bumped as (
    update orleans_membership_version set version = version + 1
    where cluster_id = @DeploymentId and version = @Version and exists (
        select 1 from orleans_membership
        where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
    returning cluster_id
), updated as (
    update orleans_membership m
    set status = @Status, suspect_times = @SuspectTimes, i_am_alive_time = @IAmAliveTime
    from bumped b
    where m.cluster_id = b.cluster_id and m.address = @Address and m.port = @Port and m.generation = @Generation
    returning 1
)
select exists (select 1 from updated)
$q$),
-- A heartbeat must not touch the version.
('UpdateIAmAlivetimeKey', $q$
update orleans_membership set i_am_alive_time = @IAmAliveTime
where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$q$),
('DeleteMembershipTableEntriesKey', $q$
with members as (delete from orleans_membership where cluster_id = @DeploymentId)
delete from orleans_membership_version where cluster_id = @DeploymentId
$q$),
('CleanupDefunctSiloEntriesKey', $q$
delete from orleans_membership
where cluster_id = @DeploymentId and status = 6 and i_am_alive_time < @IAmAliveTime
$q$),
('CleanupDefunctSiloEntryKey', $q$
delete from orleans_membership
where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation and status = 6
    and start_time is not distinct from @StartTime and i_am_alive_time is not distinct from @IAmAliveTime
    and suspect_times is not distinct from @SuspectTimes
$q$);

-- Grain state ----------------------------------------------------------------------------------------------------------

create table orleans_storage (
    grain_id_hash int not null,
    grain_type_hash int not null,
    grain_id_n0 bigint not null,
    grain_id_n1 bigint not null,
    grain_type text not null,
    grain_id_extension text,
    service_id text not null,
    payload bytea,
    version int not null,
    modified_at timestamptz not null default now()
) with (fillfactor = 80);

-- NULLS NOT DISTINCT is what makes two first writes of one grain safe; the hashes lead because they select.
create unique index orleans_storage_key on orleans_storage
    (grain_id_hash, grain_type_hash, grain_id_n0, grain_id_n1, grain_type, grain_id_extension, service_id)
    nulls not distinct;

insert into orleansquery (querykey, querytext) values
('ReadFromStorageKey', $q$
select payload as PayloadBinary, version as Version
from orleans_storage
where grain_id_hash = @GrainIdHash and grain_type_hash = @GrainTypeHash
    and grain_id_n0 = @GrainIdN0 and grain_id_n1 = @GrainIdN1 and grain_type = @GrainTypeString
    and grain_id_extension is not distinct from @GrainIdExtensionString and service_id = @ServiceId
$q$),
('WriteToStorageKey', $q$
with inserted as (
    insert into orleans_storage (grain_id_hash, grain_type_hash, grain_id_n0, grain_id_n1, grain_type,
        grain_id_extension, service_id, payload, version)
    select @GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, @GrainTypeString, @GrainIdExtensionString,
        @ServiceId, @PayloadBinary, 1
    where @GrainStateVersion is null
    on conflict do nothing
    returning version
), updated as (
    update orleans_storage set payload = @PayloadBinary, version = version + 1, modified_at = now()
    where @GrainStateVersion is not null and version = @GrainStateVersion
        and grain_id_hash = @GrainIdHash and grain_type_hash = @GrainTypeHash
        and grain_id_n0 = @GrainIdN0 and grain_id_n1 = @GrainIdN1 and grain_type = @GrainTypeString
        and grain_id_extension is not distinct from @GrainIdExtensionString and service_id = @ServiceId
    returning version
)
select version as NewGrainStateVersion from inserted
union all
select version from updated
$q$),
('ClearStorageKey', $q$
update orleans_storage set payload = null, version = version + 1, modified_at = now()
where version = @GrainStateVersion
    and grain_id_hash = @GrainIdHash and grain_type_hash = @GrainTypeHash
    and grain_id_n0 = @GrainIdN0 and grain_id_n1 = @GrainIdN1 and grain_type = @GrainTypeString
    and grain_id_extension is not distinct from @GrainIdExtensionString and service_id = @ServiceId
returning version as NewGrainStateVersion
$q$),
('DeleteStorageKey', $q$
delete from orleans_storage
where version = @GrainStateVersion
    and grain_id_hash = @GrainIdHash and grain_type_hash = @GrainTypeHash
    and grain_id_n0 = @GrainIdN0 and grain_id_n1 = @GrainIdN1 and grain_type = @GrainTypeString
    and grain_id_extension is not distinct from @GrainIdExtensionString and service_id = @ServiceId
returning version + 1 as NewGrainStateVersion
$q$);

-- Reminders ------------------------------------------------------------------------------------------------------------

create table orleans_reminders (
    service_id text not null,
    grain_id text not null,
    reminder_name text not null,
    start_time timestamptz not null,
    period bigint not null,
    grain_hash int not null,
    version int not null,
    primary key (service_id, grain_id, reminder_name)
);

create index orleans_reminders_hash on orleans_reminders (service_id, grain_hash);

insert into orleansquery (querykey, querytext) values
('ReadReminderRowsKey', $q$
select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period as Period, version as Version
from orleans_reminders
where service_id = @ServiceId and grain_id = @GrainId
$q$),
('ReadReminderRowKey', $q$
select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period as Period, version as Version
from orleans_reminders
where service_id = @ServiceId and grain_id = @GrainId and reminder_name = @ReminderName
$q$),
('ReadRangeRows1Key', $q$
select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period as Period, version as Version
from orleans_reminders
where service_id = @ServiceId and grain_hash > @BeginHash and grain_hash <= @EndHash
$q$),
('ReadRangeRows2Key', $q$
select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period as Period, version as Version
from orleans_reminders
where service_id = @ServiceId and (grain_hash > @BeginHash or grain_hash <= @EndHash)
$q$),
('UpsertReminderRowKey', $q$
insert into orleans_reminders (service_id, grain_id, reminder_name, start_time, period, grain_hash, version)
values (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
on conflict (service_id, grain_id, reminder_name) do update
set start_time = excluded.start_time, period = excluded.period, grain_hash = excluded.grain_hash,
    version = orleans_reminders.version + 1
returning version as Version
$q$),
('DeleteReminderRowKey', $q$
with deleted as (
    delete from orleans_reminders
    where service_id = @ServiceId and grain_id = @GrainId and reminder_name = @ReminderName and version = @Version
    returning 1
)
select exists (select 1 from deleted)
$q$),
('DeleteReminderRowsKey', $q$
delete from orleans_reminders where service_id = @ServiceId
$q$);
